package main

import (
	"fmt"
	"strings"
)

func num(x float64) *float64 { return &x }

// The formulas of KEDA's documentation and of our own reference.
var documented = []string{
	"trig_one + trig_two", "trig_one", "(trig_one + trig_two)/2", "trig_one > 2 ? trig_one + trig_two : 1",
	"(trig_one + trig_two + trig_three) / 3", "max([trig_one, trig_two])", "sum([trig_one,trig_two,trig_three])",
	"count([trig_one,trig_two,trig_three],{#>1})>1?5:1", "trig_one < 2 ? trig_one+trig_two >= 2 ? 5 : 10 : 0",
	"trig_one > trig_two ? trig_one : trig_two", "trig_one < 100 ? trig_two * 2 : trig_three",
	"float(trig_one) > 1 ? 1 : 2", "float(trig_one)", "float(trig_one > 1 ? 1 : 2)", "-trig_one ** 2", "2 ** 3 ** 2",
	"trig_one + trig_two ?? trig_three", "trig_one ?? trig_two + trig_three", "(trig_one ?? trig_two) + trig_three",
	"trig_one ?? 0", "trig_one ?? trig_two ?? 7", "(trig_one ?? 0) > 5 ? 1 : nil ?? nil", "1 / 2", "7 / 2 * 2",
	"trig_one % 2", "int(trig_one) % 2", "int(trig_one) % int(trig_two)", "1 + 2.5", "1 < trig_one < 100",
	"let x = trig_one; x * x", "let x = trig_one; let y = x + 1; x * y", "if trig_one > 1 { 5 } else { 1 }",
	"if trig_one > 100 { 5 } else if trig_two > 1 { 2 } else { 1 }", "trig_one // all", "trig_one /* all */ + 1",
	"count([trig_one,trig_two,trig_three], {# > 1}) >= 2 ? 5 : 1", "all([trig_one,trig_two], {# > 1}) ? 1 : 0",
	"any([trig_one,trig_two], # > 1) ? 1 : 0", "one([trig_one,trig_two], # > 1) ? 1 : 0",
	"none([trig_one,trig_two], # > 1) ? 1 : 0", "sum(filter([trig_one,trig_two,trig_three], # > 1))",
	"sum(map([trig_one,trig_two], # * 2))", "reduce([trig_one,trig_two,trig_three], #acc + #)",
	"reduce([trig_one,trig_two], #acc + # * #index, 10)", "0x10 + trig_one", "1_000 + trig_one", "0b101", "0o17",
	"$env[\"trig_one\"] + 1", "$env.trig_two", "$env[\"nothing\"]", "$env?.nothing ?? 3", "\"trig_one\" in $env ? 1 : 2",
	"trig_one > 1", "true", "\"12.5\"", "\"abc\"", "nil", "unknown", "trig_one +", "", " ", "(trig_one", "trig_one)",
	"trig_one) + (trig_two", "max(trig_one, trig_two)", "min(trig_one, trig_two, 3)", "mean(trig_one, trig_two)",
	"median(trig_one, trig_two, trig_three)", "abs(trig_one - trig_two)", "ceil(trig_one / 3)", "floor(trig_one / 3)",
	"round(trig_one / 3)", "[trig_one, trig_two] | max()", "trig_one | max(trig_two)", "trig_one | float()",
	"len([trig_one, trig_two])", "trig-one", "duration(\"1h\").Hours() + trig_one", "date(\"2024-01-02\").Day()",
	"now().Year() > 2000 ? 1 : 0", "trig_one in [1, 2, 3] ? 1 : 0", "trig_one not in [1.5, trig_two] ? 1 : 0",
	"int(trig_one) in 1..10 ? 1 : 0", "len(string(trig_one))", "float(\"1e3\")", "int(\"12\")", "trim(\" 5 \")",
	"len(split(\"a,b,c\", \",\"))", "upper(\"a\") == \"A\" ? 1 : 0", "type(trig_one) == \"float\" ? 1 : 0",
}

var sets = []map[string]*float64{
	{"trig_one": num(3.5), "trig_two": num(2), "trig_three": num(0.1)},
	{"trig_one": nil, "trig_two": num(2), "trig_three": num(10)},
	{"trig_one": num(12), "trig_two": nil, "trig_three": nil},
	{"trig_one": num(0), "trig_two": num(-1), "trig_three": num(1e6)},
}

var abc = []map[string]*float64{
	{"a": num(7.5), "b": num(-2), "c": num(3)},
	{"a": num(1), "b": nil, "c": num(0)},
}

// One operand of each kind.
var operands = []string{
	"a", "b", "3", "2.5", "0", "true", "nil", "\"4\"", "[a, 1]", "(a ?? 1)", "int(a)", "max([a, c])", "[1, 2]",
	"duration(\"2s\")",
}

var operators = []string{
	"+", "-", "*", "/", "%", "**", "^", "==", "!=", "<", "<=", ">", ">=", "and", "or", "&&", "||", "??", "..", "in",
	"contains", "startsWith", "endsWith",
}

func vectors() []Vector {
	var all []Vector
	add := func(values []map[string]*float64, formulas ...string) {
		for _, f := range formulas {
			for _, v := range values {
				all = append(all, Vector{Formula: f, Values: v})
			}
		}
	}
	add(sets, documented...)
	for _, op := range operators {
		for _, l := range operands {
			for _, r := range operands {
				add(abc, castable(op, l+" "+op+" "+r))
			}
		}
	}
	for _, op := range []string{"-", "+", "!", "not "} {
		for _, x := range operands {
			add(abc, castable(strings.TrimSpace(op), op+x))
		}
	}
	precedence := []string{"+", "-", "*", "/", "**", "??", "<", "==", "and", "or", "..", "in", "|"}
	for _, first := range precedence {
		for _, second := range precedence {
			f := fmt.Sprintf("a %s b %s c", first, second)
			add(abc[:1], f, "-"+f, "("+f+") ? 1 : 2", "not "+f+" ? 1 : 2")
			add(abc[:1], fmt.Sprintf("2 %s 3 %s 2", first, second))
		}
	}
	for _, name := range strings.Fields("abs ceil floor round int float len first last string type bitnot max min " +
		"mean median sum count any all sort reverse uniq flatten concat upper trim duration date lower join") {
		for _, x := range append(operands, "", "[]", "1..3", "a, b", "[a], [c]", "[\"x\"]", "[true, false]", "\" 2 \"",
			"-2.5", "2.5", "-0.5", "0.49999999999999994", "1e300", "c, 2", "2, c", "[2, c]", "[[a], c]") {
			add(abc, fmt.Sprintf("%s(%s)", name, x), fmt.Sprintf("%s(%s) == 3 ? 1 : 0", name, x))
		}
	}
	for _, name := range strings.Fields("all any none one filter map count sum find findIndex findLast findLastIndex " +
		"sortBy reduce") {
		for _, body := range []string{"# > 1", "{# > 1}", "#", "# + 1", "#index", "#acc + #", "nil", "true", "{let x = #; x > 2}",
			"a > 1", "#.x", ".x", "# > 1, 5", "# > 1; 2", "#index > 0"} {
			for _, list := range []string{"[a, c]", "[a, b, c]", "[1, 2, 3]", "1..4", "[]", "a", "(nil ?? [3, 1])", "[a, 2]"} {
				f := fmt.Sprintf("%s(%s, %s)", name, list, body)
				add(abc, f, "len("+f+")", f+" ? 1 : 0", "first("+f+")", f+" == 2 ? 1 : 0")
			}
		}
	}
	for i := range all {
		all[i].sampled = i >= len(documented)*len(sets)
	}
	add(abc, more...)
	return all
}

// Makes the truth of a comparison castable.
func castable(op, f string) string {
	switch op {
	case "+", "-", "*", "/", "%", "**", "^", "??":
		return f
	case "..":
		return "sum(" + f + ")"
	}
	return "(" + f + ") ? 1 : 2"
}

var more = []string{
	"a ?? b ?? c", "a ?? (b + c)", "b ?? nil", "nil ?? b", "b == nil ? 1 : 2", "b != nil ? b : 2", "nil == nil ? 1 : 2",
	"b > 1 and false ? 1 : 2", "false and b > 1 ? 1 : 2", "b > 1 or true ? 1 : 2", "b > 1 or a > 1 ? 1 : 2",
	"a > 1 or b > 1 ? 1 : 2", "a > 1 and b > 1 ? 1 : 2", "c > 100 and b > 1 ? 1 : 2", "true ? a : b", "a > 1 ? a : b",
	"a > 1 ? 1 : a", "(a > 1 ? 1 : a) % 2", "a > 1 ? nil : 2", "a > 100 ? 1 : nil", "a ?: 2", "(a > 1) ?: false ? 1 : 2",
	"1 % 0", "1 % (2 - 2)", "int(c) % 0", "int(c) % int(0.5)", "5 % -3", "-5 % 3", "1 / 0", "-1 / 0", "0 / 0", "c / 0.0",
	"9223372036854775807 + 1", "9223372036854775807", "9223372036854775808", "-9223372036854775807 - 2", "1e308 * 10",
	"1e309", "0x7fffffffffffffff", "0xffffffffffffffff", "0x", "0b2", "0o8", "1__2", "1_", "_1", ".5", "5.", "5.e1", "1e",
	"1e+", "1e5", "1E-2", "1.5.2", "1..", "1...3", "sum(1..3)", "sum(3..1)", "0x1.8", "012", "3a", "3.a", "1 2", "a b",
	"let a = 1; a", "let x = 1", "let x = 1;", "let x = 1; let x = 2; x", "let max = 1; max", "let x = y; x", "let x = 1; x; a",
	"let x = b; x ?? 4", "let x = b; x == nil ? 1 : 2", "let x = [a, c]; max(x) + len(x)", "let f = 1; f(2)", "a(1)", "f(1)",
	"1; 2", "(1; 2)", "(a; b; c)", "if a > 1 {1} else {2}", "if a > 1 {1}", "if a {1} else {2}", "if a > 1 {1; 2} else {b}",
	"(if a > 1 {1} else {2}) + 1", "if a > 1 {1} else {2} + 1", "a > 1 ? 1", "a > 1 ? : 2", "a ? 1 : 2", "nil ? 1 : 2",
	"1 < 2 < 3 ? 1 : 2", "3 > 2 > 1 ? 1 : 2", "1 < 2 == true ? 1 : 2", "(1 < 2) < 3 ? 1 : 2", "1 < b < 3 ? 1 : 2",
	"5 < 2 < b ? 1 : 2", "not true ? 1 : 2", "!true == false ? 1 : 2", "not a > 1 ? 1 : 2", "!(a > 1) ? 1 : 2",
	"a not in [1, 2] ? 1 : 2", "not (a in [1]) ? 1 : 2", "a not 1", "\"ab\" not contains \"c\" ? 1 : 2", "--a", "- -a", "+-a",
	"-2 ** 2", "(-2) ** 2", "2 ** -1", "2 ** 0.5", "4 ** 0.5", "(-8) ** (1/3)", "c ** 3", "a ** 2", "a ** 10", "1.1 ** 20",
	"0 ** 0", "0 ** -1", "2 ^ 10", "2 ** 1000", "2 ** 2000", "2 ** -1074", "1.0001 ** 100000", "10 ** -5", "10 ** 22", "10 ** 23",
	"a * -1", "a*-b", "a-b", "a--b", "a +b", "a/b", "a//b", "a/*b*/", "a/*b", "a # b", "a @ b", "a & b", "a = b", "a === b",
	"max(a, b)", "max(a, 1)", "max(1, a)", "max(1, a) % 2", "max(10, a) % 3", "max(1, a) == 1 ? 1 : 2", "max(10, a) == 10 ? 1 : 2",
	"max()", "max([])", "max([], a)", "max(nil)", "max(a, nil)", "max(\"a\")", "max([\"a\"])", "max([a, \"b\"])", "max([[a, 9], c])",
	"max(true)", "min([a, b, c])", "min(3, 2.5)", "mean([])", "mean([a, c])", "mean(1, 2)", "mean([1, [2, 6]])", "median([])",
	"median([3, 1, 2])", "median([4, 1, 2, 3])", "sum([0.1, 0.2, 0.3])", "sum([0.3, 0.2, 0.1])", "sum([a / 3, c / 7, 0.1])",
	"sum([a])", "sum([])", "sum([true])", "sum([\"a\", \"b\"])", "sum([1, 2], # * 2)", "sum([a, c], # / 3)", "sum(a)", "sum(a, b)",
	"sum([1, b])", "count([true, false, true])", "count([a])", "count([a, c], # > 1,)", "count([a, c],)", "count([a, c]",
	"count([3, b, 4], # > 1) > 0 ? 1 : 2", "count([3, b, 4], # > 1) >= 1 ? 1 : 2", "count([3, 4, b], # > 1) > 1 ? 1 : 2",
	"count([3, 4, b], # > 1) >= 2 ? 1 : 2", "count([3, 4, b], # > 1) < 2 ? 1 : 2", "count([3, 4, b], # > 1) <= 1 ? 1 : 2",
	"count([3, 4, b], # > 1) == 2 ? 1 : 2", "count([3, b], # > 1) < 1 ? 1 : 2", "any([3, b], # > 1) ? 1 : 2", "all([0, b], # > 1) ? 1 : 2",
	"find([a, c], # > 2)", "find([a, c], # > 100)", "find([a, c], # > 100) ?? 5", "findIndex([a, c], # > 2)", "findIndex([a], # > 99)",
	"findIndex([a], # > 99) == 0 ? 1 : 2", "findLast([a, c], # > 2)", "findLastIndex([a, c], # > 2)", "map([a, c], #index)[1]",
	"filter([a, c], # > 2)[0]", "filter([a, c], # > 100)[0]", "first(filter([a, c], # > 100)) ?? 3", "sort([3, 1, 2])[0]",
	"sort([a, c, 1], \"desc\")[0]", "sort([a, c], \"up\")[0]", "sort([\"b\", 1])[0]", "sortBy([3, 1, 2], -#)[0]",
	"sortBy([3, 1, 2], #, \"desc\")[0]", "reduce([], #acc + #)", "reduce([], #acc + #, 4)", "reduce([1, 2, 3], #acc * #)",
	"reduce(1..5, #acc + #index)", "#", "# + 1", "#acc", ".x", "map([1, 2], map([3, 4], # + 1)[#index])[1]", "[a, c][0]", "[a, c][-1]",
	"[a, c][2]", "[a, c][a]", "[a, c][int(1.9)]", "[a, c][1.5]", "[1, 2, 3][1:][0]", "[1, 2, 3][:-1][-1]", "len([1, 2, 3][1:9])",
	"len([1, 2, 3][2:1])", "len([1, 2, 3][-9:2])", "[1, 2][a:]", "\"abc\"[1:2] == \"b\" ? 1 : 2", "\"abc\"[0]", "a[0]", "a.b", "a?.b",
	"5[0]", "(5)[0]", "nil[0]", "nil.x", "[a].x", "[a]?.[0]", "[nil]?.[0]?.[1] ?? 9", "get([a, c], 1)", "get([a, c], 9) ?? 2", "get(a, 1)",
	"get([a], \"x\")", "get($env, \"a\")", "get($env, \"x\") ?? 1", "take([3, 4, 5], 2)[1]", "len(take([3], 9))", "take([3], -1)", "take([3], a)",
	"reverse([1, 2, 3])[0]", "len(uniq([1, 1.0, 2, \"1\"]))", "len(concat([1], [2, 3]))", "concat(1)", "len(flatten([1, [2, [3]]]))",
	"int(2.9)", "int(-2.9)", "int(1e30)", "int(\"7\")", "int(\" 7\")", "int(\"7.5\")", "int(\"+7\")", "int(nil)", "int(true)", "int([])", "int(b)",
	"float(b)", "float(a)", "float(1)", "float(\"2.5\")", "float(\" 2.5\")", "float(\"x\")", "float(nil)", "float(true)", "float([])", "float(\"\")",
	"float(\"1_0\")", "float(\"0x1p4\")", "float(\"inf\")", "float(\"-Infinity\")", "float(\"nan\")", "float(\"1e999\")", "float(\".5\")", "float(\"5.\")",
	"float(a) + 1", "float(a) > 1", "float(a) ? 1 : 2", "float(a), 1", "float(1) ", " float(1)", "float(a) ?? 1", "\"??\" == \"x\" ? 1 : 2", "a // ??", "a /* ?? */",
	"b /* ?? */", "true /* ?? */", "\"5\" /* ?? */", "\"x\" /* ?? */", "[1] /* ?? */",
	"round(0.5)", "round(-0.5)", "round(1.5)", "round(2.5)", "round(a)", "ceil(-0.5)", "floor(-0.5)", "abs(-0.0)", "1 / abs(-0.0)", "1 / round(-0.2)", "abs(-3)", "abs(b)",
	"abs(\"1\")", "ceil(3)", "ceil(\"1\")", "bitand(6, 3)", "bitor(6, 3)", "bitxor(6, 3)", "bitnand(6, 3)", "bitshl(1, 4)", "bitshl(1, 64)", "bitshr(-16, 2)", "bitushr(-1, 60)",
	"bitshl(1, -1)", "bitnot(5)", "bitand(a, 1)", "bitand(int(a), 1)", "bitand(1.0, 1)", "bitand(max(1, a), 1)",
	"'it\\'s' == \"it's\" ? 1 : 2", "len(\"\\n\\t\\x41\\u0041\\101\")", "\"\\q\"", "\"\\'\"", "'a", "`raw\\n`", "len(`raw\\n`)", "len(\"héllo\")", "\"a\" + \"b\" == \"ab\" ? 1 : 2",
	"\"a\" < \"b\" ? 1 : 2", "\"a\" + 1", "\"3\" * 2", "\"abc\" contains \"b\" ? 1 : 2", "\"abc\" startsWith \"b\" ? 1 : 2", "\"abc\" endsWith \"c\" ? 1 : 2", "a contains \"b\" ? 1 : 2",
	"\"x\" in [\"x\", \"y\"] ? 1 : 2", "1 in [1.0] ? 1 : 2", "nil in [nil] ? 1 : 2", "a in a ? 1 : 2", "\"a\" in $env ? 1 : 2", "\"z\" in $env ? 1 : 2", "a in $env ? 1 : 2", "(b ?? \"x\") in [\"x\"] ? 1 : 2",
	"(a ?? \"x\") in [\"x\"] ? 1 : 2", "5 in 1..10 ? 1 : 2", "[1, 2] == [1, 2.0] ? 1 : 2", "[1] == [1, 2] ? 1 : 2", "[a] == [a] ? 1 : 2", "[1] == 1 ? 1 : 2", "1 == \"1\" ? 1 : 2", "true == true ? 1 : 2",
	"a == a ? 1 : 2", "1 == 1.0 ? 1 : 2", "b == b ? 1 : 2", "nil == a ? 1 : 2", "true ?? 1", "(true ?? 1) ? 1 : 2", "len(sum([]) == 0 ? \"a\" : \"bb\")",
	"upper(\"abc\") == \"ABC\" ? 1 : 2", "lower(\"ABC\")", "float(trim(\"  5 \"))", "float(trim(\"xx5x\", \"x\"))", "float(trimPrefix(\"n5\", \"n\"))", "float(trimSuffix(\"5n\", \"n\"))", "float(split(\"1,2,3\", \",\")[1])",
	"len(split(\"\", \",\"))", "len(split(\"abc\", \"\"))", "len(split(\"\", \"\"))", "len(split(\"a,b,c\", \",\", 2))", "len(split(\"a,b\", \",\", 0))", "len(splitAfter(\"a,b\", \",\")[0])", "float(replace(\"1x2\", \"x\", \"\"))",
	"len(replace(\"aaa\", \"a\", \"bb\", 2))", "len(replace(\"ab\", \"\", \"-\"))", "float(repeat(\"1\", 3))", "repeat(\"a\", -1)", "repeat(\"a\", 1000001)", "float(join([\"1\", \"2\"]))", "float(join([\"1\", \"2\"], \".\"))", "join([1])",
	"join(split(\"1 2\", \" \"))", "indexOf(\"héllo\", \"l\")", "indexOf(\"a\", \"z\")", "lastIndexOf(\"abab\", \"b\")", "hasPrefix(\"ab\", \"a\") ? 1 : 2", "hasSuffix(\"ab\", \"a\") ? 1 : 2", "len(string(a))", "len(string(1e21))", "len(string(0.00001))",
	"len(string(1e20))", "len(string(123456.0))", "len(string(1234567.5))", "len(string(1e6))", "len(string(100.0))", "len(string(nil))", "len(string([1, a]))", "string(5) + \"0\"", "type(1) == \"int\" ? 1 : 2", "type(nil) == \"nil\" ? 1 : 2", "type(b) == \"nil\" ? 1 : 2", "type([]) == \"array\" ? 1 : 2", "type(\"\") == \"string\" ? 1 : 2",
	"type(max(a, 1)) == \"float\" ? 1 : 2", "type(true) == \"bool\" ? 1 : 2", "type(duration(\"1s\")) == \"time.Duration\" ? 1 : 2", "type(now()) == \"time.Time\" ? 1 : 2",
	"duration(\"90m\").Hours()", "duration(\"1.5s\").Milliseconds()", "duration(\"x\").Hours()", "(duration(\"1h\") + duration(\"1m\")).Minutes()", "duration(\"1h\") > duration(\"1m\") ? 1 : 2", "duration(\"1h\")", "int(duration(\"1us\"))", "(duration(\"1s\") * 2).Seconds()",
	"(2 * duration(\"1s\")).Seconds()", "duration(\"-1.5h\").Minutes()", "duration(\"0\").Seconds()", "duration(\"1h30m5s\").Seconds()", "duration(5)", "duration(\"1h\") - duration(\"2h\") < duration(\"0s\") ? 1 : 2", "date(\"2024-05-06\").Year()", "date(\"2024-05-06 07:08:09\").Hour()",
	"date(\"2024-05-06T07:08:09Z\").Minute()", "date(\"2024-05-06\").Weekday() == 1 ? 1 : 2", "int(date(\"2024-05-05\").Weekday())", "int(date(\"2024-05-06\").Month())", "date(\"2024-05-06\").YearDay()", "date(\"2024-05-06\").Unix()", "(date(\"2024-05-06\") - date(\"2024-05-05\")).Hours()",
	"date(\"2024-05-06\") > date(\"2024-05-05\") ? 1 : 2", "(date(\"2024-05-06\") + duration(\"25h\")).Day()", "now() > date(\"2020-01-01\") ? 1 : 2", "date(\"x\").Year()", "now()", "now(1)", "now() + 1", "date(\"2024-05-06\").Foo()", "date(\"2024-05-06\").Hour(1)",
	"len(map([a, c], [#, 1]))", "let x = map([1, 2, 3], # * 2); sum(x) + len(x)", "len(1..10)", "len(1..1000001)", "len(1..999998)", "1 + ", "+", "*", "()", "[]", "[a,]", "[,a]", "max(a,)", "max(,a)", "{", "}", "a;", ";", "a | ", "a | b", "a | max(c) + 1", "1 + a | max(100)", "::max(a, c)", "::foo(a)",
	"(((((a)))))", "a\n+ c", "a + // x\n c", "\ta\r\n", "a\u00a0+ c", "näme", "a + näme", "a; c", "a,c", "all([a], {true}) ? 1 : 2", "all([], # > 1) ? 1 : 2", "any([], # > 1) ? 1 : 2", "filter(1..9, # % 2 == 0)[1]", "map(1..3, {let x = #; x * x})[2]",
	"(a > 1 ? max([1]) : 2) % 2", "(true ? 1 : max([a])) % 2", "(false ? 1 : max([a])) % 2", "(false ? 1 : max([a])) + 1", "abs(max([a, 1]))", "-max([a, 1])", "max([a, 1]) % 2", "max([3, 1]) % 2", "[a, max([c])][1] + 1", "sum([a, 1])", "sum([1, 2]) % 2", "sum(1..4) % 3", "len([a, 1] == [a, 1] ? [1] : [2])",
	"len(true ? [1] : [\"a\"])", "(true ? [1] : [\"a\"])[0] + 1", "first([a, c])", "last([a, c])", "first([])", "first([]) ?? 3", "last(\"ab\")", "first(a)",
}
