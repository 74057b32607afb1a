package inventory

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var csafVEXFormat = reader.Format{
	Name: "csaf-vex",
	Doc:  "CSAF 2.0 advisories and their VEX profile. Each product of a vulnerability's product_status is a statement: known, first and last affected, known not affected, fixed and first fixed, under investigation. A flag is the justification. A vulnerability that gives no product a status is under investigation.",
	Kind: fact.Inventory,
	Claims: func(h *reader.Head) bool {
		return h.Has("document.csaf_version") || h.Has("document.tracking.current_release_date", "document.category")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		names := map[string]string{} // of products by their ids: a package URL, else the name
		return read(in, s, layout{
			{"document.csaf_version", known("CSAF", "2.")},
			{"document.tracking.current_release_date", dated},
			{"document.tracking.generator.engine", tool()},
			{"^product_tree", csafTree(names)},
			{"vulnerabilities[]", csafVulnerability(names)},
		})
	},
}

// csafTree reads the product tree, or a branch or relationship of it.
func csafTree(names map[string]string) setter {
	item := record(layout{
		{"product_id", product},
		{"name", name},
		{"product_identification_helper.purl", purl},
	}, func(r *report) { names[r.vex.Product] = cmp.Or(r.PURL, r.Name, r.vex.Product) })
	var tree setter
	branch := func(v reader.Value, r *report) { tree(v, r) }
	tree = layout{
		{"branches[]", branch},
		{"relationships[]", branch},
		{"product", item},
		{"full_product_name", item},
		{"full_product_names[]", item},
	}.Reader()
	return tree
}

// csafVulnerability reads which products have which status, which may stand
// before what the vulnerability is. A product that is listed twice under one
// status, as first and as known, counts once.
func csafVulnerability(names map[string]string) setter {
	var own, title string
	var statements []fact.VEX // Product is an id until they are given
	flags, seen := map[string]string{}, map[[2]string]bool{}
	is := func(status string) setter {
		return func(v reader.Value, r *report) {
			s := fact.VEX{Line: v.Line(), Product: v.Text(), Status: status}
			if key := [2]string{status, s.Product}; !seen[key] {
				seen[key] = true
				statements = append(statements, s)
			}
		}
	}
	return record(layout{
		{"cve", id},
		{"title", into(&title)},
		{"ids[].text", func(v reader.Value, _ *report) { own = cmp.Or(own, text(v)) }},
		{"flags[]", record(layout{
			{"label", justification},
			{"product_ids", func(v reader.Value, r *report) { r.vex.Parts = v.Texts() }},
		}, func(r *report) {
			for _, product := range r.vex.Parts {
				flags[product] = r.vex.Justification
			}
		})},
		{"product_status.known_affected[]", is("affected")},
		{"product_status.first_affected[]", is("affected")},
		{"product_status.last_affected[]", is("affected")},
		{"product_status.known_not_affected[]", is("not_affected")},
		{"product_status.fixed[]", is("fixed")},
		{"product_status.first_fixed[]", is("fixed")},
		{"product_status.under_investigation[]", is("under_investigation")},
		{"product_status.recommended", func(reader.Value, *report) {}},
		{"product_status.*[]", is(unanalysed)}, // unknown, since 2.1
	}, func(r *report) {
		if len(statements) == 0 {
			statements = []fact.VEX{{Line: r.vex.Line, Status: unanalysed}}
		}
		for _, v := range statements {
			v.ID, v.Justification = cmp.Or(r.vex.ID, own, title), flags[v.Product]
			v.Product = cmp.Or(names[v.Product], v.Product)
			r.sink.VEX(&v)
		}
		own, title, statements = "", "", nil
		clear(flags)
		clear(seen)
	})
}
