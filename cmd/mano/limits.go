package main

import (
	"fmt"
	"reflect"

	"github.com/loometalgud/mano/hackathon"
)

// limitFlags holds a pointer to a struct with a field for each row of the table of limits, which the parser reads.
type limitFlags any

func newLimitFlags() limitFlags {
	var fields []reflect.StructField
	for i, l := range hackathon.AllLimits() {
		fields = append(fields, reflect.StructField{Name: fmt.Sprint("Limit", i), Type: reflect.TypeOf(l.Default()),
			Tag: reflect.StructTag(fmt.Sprintf(`name:%q help:%q default:"%v"`, l.Name, l.Bounds+".", l.Default()))})
	}
	return reflect.New(reflect.StructOf(fields)).Interface()
}

// limits are the values that were set.
func (f *serveFlags) limits() hackathon.Limits {
	limits := hackathon.Limits{}
	for i, l := range hackathon.AllLimits() {
		if f.Limit != nil {
			limits[l] = reflect.ValueOf(f.Limit).Elem().Field(i).Int()
		}
	}
	if f.Limits == "off" {
		limits.Lift()
	}
	return limits
}
