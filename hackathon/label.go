package hackathon

// EnumLabel is what an enum value is called. The words stand in the schema.
type EnumLabel struct {
	Enum  string
	Value string
	Label Localized
}

// Labels are the labels of one enum by its name in the schema, or of all of them when enum is empty, in the order of
// the schema.
func Labels(enum string) []EnumLabel {
	if enum == "" {
		return enumLabels
	}
	var found []EnumLabel
	for _, l := range enumLabels {
		if l.Enum == enum {
			found = append(found, l)
		}
	}
	return found
}

// Values are the values of an enum that has labels, in the order of the schema.
func Values[T ~string](enum string) []T {
	values := []T{}
	for _, l := range Labels(enum) {
		values = append(values, T(l.Value))
	}
	return values
}

type enumValue struct{ enum, value string }

var labelOf = func() map[enumValue]Localized {
	labels := make(map[enumValue]Localized, len(enumLabels))
	for _, l := range enumLabels {
		labels[enumValue{l.Enum, l.Value}] = l.Label
	}
	return labels
}()

// LabelOf is the label of one value; the value itself when it has none.
func LabelOf[T ~string](enum string, value T) Localized {
	if label, ok := labelOf[enumValue{enum, string(value)}]; ok {
		return label
	}
	return Localized{Et: string(value), En: string(value)}
}

func (f VenueFact) Label() Localized   { return LabelOf("VenueFeature", f.Feature) }
func (f ServiceFact) Label() Localized { return LabelOf("EventService", f.Service) }
