package hackathon

import (
	"regexp"
	"strings"
)

var (
	emailInText = regexp.MustCompile(`[\p{L}\d._%+-]+@[\p{L}\d-]+(\.[\p{L}\d-]+)*\.\p{L}{2,}`)
	// With a country code in any shape; without one only as Estonian numbers are written: 7 or 8 digits, spaces between.
	abroadPhone   = regexp.MustCompile(`(^|[^\d])(\+|00)[1-9][\d\s()-]{6,}\d`)
	estonianPhone = regexp.MustCompile(`\d(?:[ \x{a0}]?\d)+`)
	idCode        = regexp.MustCompile(`\d{11,}`)
)

// personalData names, in English and Estonian, what in the text would let somebody be reached or identified; empty if
// nothing does. It errs on the side of letting through: it is a warning to an author and not a safeguard.
func personalData(text string) (en, et string) {
	switch {
	case emailInText.MatchString(text):
		return "an e-mail address", "e-posti aadressi"
	case holdsIDCode(text):
		return "a personal code", "isikukoodi"
	case abroadPhone.MatchString(text), holdsEstonianPhone(text):
		return "a telephone number", "telefoninumbrit"
	}
	return "", ""
}

func holdsEstonianPhone(text string) bool {
	for _, found := range estonianPhone.FindAllString(text, -1) {
		groups := strings.Fields(strings.ReplaceAll(found, "\u00a0", " "))
		digits := strings.Join(groups, "")
		national := (len(digits) == 7 && digits[0] >= '3' && digits[0] <= '7') ||
			(len(digits) == 8 && (digits[0] == '5' || digits[0] == '8'))
		if national && !strings.HasSuffix(digits, "000") { // "5 000 000" is a sum
			return true
		}
	}
	return false
}

// holdsIDCode looks for an Estonian personal code: century and sex, a date, and a check digit that fits.
func holdsIDCode(text string) bool {
	for _, c := range idCode.FindAllString(text, -1) {
		if len(c) != 11 || c[0] < '1' || c[0] > '8' {
			continue
		}
		month, day := c[3:5], c[5:7]
		if month < "01" || month > "12" || day < "01" || day > "31" {
			continue
		}
		if c[10] == checkDigit(c[:10]) {
			return true
		}
	}
	return false
}

func checkDigit(c string) byte {
	for _, weights := range [...]string{"1234567891", "3456789123"} {
		sum := 0
		for i := range c {
			sum += int(c[i]-'0') * int(weights[i]-'0')
		}
		if sum%11 != 10 {
			return '0' + byte(sum%11)
		}
	}
	return '0'
}
