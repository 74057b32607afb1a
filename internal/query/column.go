package query

import "sort"

// selector is a cell that a CSV row must have.
type selector struct{ column, cell string }

func selectors(row map[string]string) []selector {
	list := make([]selector, 0, len(row))
	for column, cell := range row {
		list = append(list, selector{column, cell})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].column < list[j].column })
	return list
}

func compileColumn(q *Query) error {
	q.run = func(*Document) ([]Result, error) { return nil, nil }
	return nil
}
