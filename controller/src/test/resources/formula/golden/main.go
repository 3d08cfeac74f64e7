// Writes golden.jsonl: what expr-lang itself makes of formulas, the way KEDA runs it.
//
//	cd controller/src/test/resources/formula/golden && go run .
//
// With "-" it reads JSON lines {"formula", "values"} instead and answers each on standard output.
//
// A formula is compiled against a map of trigger names to float64 and run with a map of names to any, where a trigger
// that failed is nil. With "??" in it it runs as it is, nil stays nil and everything else is cast; if it begins with
// "float(" it runs as it is and must come to a float; otherwise it runs inside "float(...)".
package main

import (
	"bufio"
	"encoding/json"
	"hash/fnv"
	"os"
	"strconv"
	"strings"

	"github.com/expr-lang/expr"
)

type Vector struct {
	Formula string              `json:"formula"`
	Values  map[string]*float64 `json:"values"`
	Value   string              `json:"value,omitempty"`
	Error   string              `json:"error,omitempty"`
	sampled bool
}

func answer(v *Vector) {
	typed := map[string]float64{}
	data := map[string]any{}
	for name, value := range v.Values {
		typed[name] = -1
		data[name] = nil
		if value != nil {
			data[name] = *value
		}
	}
	nilable := strings.Contains(v.Formula, "??")
	text := v.Formula
	if !nilable && !strings.HasPrefix(text, "float(") {
		text = "float(" + text + ")"
	}
	program, err := expr.Compile(text, expr.Env(typed))
	if err != nil {
		v.Error = "compile"
		return
	}
	out, err := expr.Run(program, data)
	if err == nil && nilable && out != nil {
		cast, _ := expr.Compile("float(x)")
		out, err = expr.Run(cast, map[string]any{"x": out})
	}
	if err != nil {
		v.Error = "run"
		return
	}
	switch number := out.(type) {
	case nil:
		if !nilable {
			v.Error = "run"
			return
		}
		v.Value = "nil"
	case float64:
		v.Value = strconv.FormatFloat(number, 'g', -1, 64)
	default:
		v.Error = "run"
	}
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "-" {
		filter()
		return
	}
	file, err := os.Create("golden.jsonl")
	if err != nil {
		panic(err)
	}
	defer file.Close()
	seen := map[string]bool{}
	for _, v := range vectors() {
		key, _ := json.Marshal(v)
		if seen[string(key)] {
			continue
		}
		seen[string(key)] = true
		answer(&v)
		if !v.sampled || kept(v) {
			write(file, v)
		}
	}
}

// One in three of the systematic formulas that run, one in twelve of those that do not.
func kept(v Vector) bool {
	sum := fnv.New32a()
	sum.Write([]byte(v.Formula))
	if v.Error == "compile" {
		return sum.Sum32()%12 == 0
	}
	return sum.Sum32()%3 == 0
}

func filter() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var v Vector
		if err := json.Unmarshal(in.Bytes(), &v); err != nil {
			panic(err)
		}
		answer(&v)
		write(out, v)
	}
}

func write(out interface{ Write([]byte) (int, error) }, v Vector) {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(err)
	}
}
