//go:build nosql

package history

// databases are the kinds of store that take a database: this build has none.
var databases []Kind
