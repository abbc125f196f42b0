package transport

import "github.com/vektah/gqlparser/v2/ast"

// visitSelections calls f with every selection of the set and with all that is written in them. What a fragment spread
// stands for is not visited.
func visitSelections(set ast.SelectionSet, f func(node any)) {
	for _, sel := range set {
		f(sel)
		switch sel := sel.(type) {
		case *ast.Field:
			visitArguments(sel.Arguments, f)
			visitDirectives(sel.Directives, f)
			visitSelections(sel.SelectionSet, f)
		case *ast.InlineFragment:
			visitDirectives(sel.Directives, f)
			visitSelections(sel.SelectionSet, f)
		case *ast.FragmentSpread:
			visitDirectives(sel.Directives, f)
		}
	}
}

func visitDirectives(directives ast.DirectiveList, f func(node any)) {
	for _, d := range directives {
		f(d)
		visitArguments(d.Arguments, f)
	}
}

func visitArguments(arguments ast.ArgumentList, f func(node any)) {
	for _, a := range arguments {
		f(a)
		visitValue(a.Value, f)
	}
}

func visitValue(v *ast.Value, f func(node any)) {
	if v == nil {
		return
	}
	f(v)
	for _, child := range v.Children {
		f(child)
		visitValue(child.Value, f)
	}
}
