// What holds the exchange outputs against the schemas and libraries of others;
// the product needs none of them.
module signoff/tools/exchange

go 1.26.0

require (
	github.com/defenseunicorns/go-oscal v0.7.0
	github.com/gemaraproj/go-gemara v0.4.0
	github.com/google/go-containerregistry v0.22.1
)

require (
	github.com/goccy/go-yaml v1.19.2 // indirect
	github.com/kr/text v0.2.0 // indirect
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.2 // indirect
	golang.org/x/text v0.25.0 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)
