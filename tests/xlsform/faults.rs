//! What is wrong with a form, and in which cell: columns of XLSForm, columns and sheets of our own, and what there is too much of.

use super::*;

#[test]
fn more_questions_than_a_survey_may_have_are_refused_at_the_first_too_many() {
    let form = |count: usize| "type|name|label\n".to_owned() + &(0..count).map(|at| format!("integer|q{at}|Question {at}\n")).collect::<String>();
    assert_eq!(errors(&[("survey", &form(2_001))]), ["survey!A2002 too-many"]);
    assert_eq!(errors(&[("survey", &form(2_000))]), [""; 0]);
}

#[test]
fn groups_that_nest_too_deep_are_refused_at_the_first_too_deep() {
    let form = |depth: usize| {
        let begins: String = (0..depth).map(|at| format!("begin_group|g{at}|Group {at}|${{q}} > {at}\n")).collect();
        format!("type|name|label|relevant\ninteger|q|How many\n{begins}integer|r|How many more\n{}", "end_group\n".repeat(depth))
    };
    assert_eq!(errors(&[("survey", &form(17))]), ["survey!A19 too-deep"]);
    assert_eq!(errors(&[("survey", &form(16))]), [""; 0]);
    assert_eq!(errors(&[("survey", &form(2_000))]), ["survey!A19 too-deep"]);
}

#[test]
fn conditions_that_are_too_long_together_are_not_joined() {
    let name = "q".repeat(50);
    let one = (0..25).map(|at| format!("${{{name}}} = {at}")).collect::<Vec<_>>().join(" or ");
    let form = format!(
        "type|name|label|relevant\ninteger|{name}|How many\nbegin_group|a|A|{one}\ninteger|r|R|{one}\nbegin_group|b|B|{one}\ninteger|s|S|{one}\nend_group\nend_group"
    );
    let noted = noted(&[("survey", &form)], "expression-not-carried");
    assert!(matches!(&noted[..], [one] if one.starts_with("survey!D6 the condition, joined with") && one.ends_with("always asked")), "{noted:?}");
    assert_eq!(errors(&[("survey", &form)]), [""; 0]);
}

#[test]
fn faults_have_their_cells() {
    let survey = |text: &str| errors(&[("survey", text), CHOICES]);
    assert_eq!(survey("type | name | label\n text | a | A\n text | a | B"), ["survey!B3 duplicate-name"]);
    assert_eq!(survey("type | name | label\n txt | a | A"), ["survey!A2 unknown-type"]);
    assert_eq!(survey("type | name | label\n select_one nothing | a | A"), ["survey!A2 unknown-list"]);
    assert_eq!(survey("type | name | label\n text | | A"), ["survey!B2 name-missing"]);
    assert_eq!(survey("type | name | label\n text | 1a | A"), ["survey!B2 bad-name"]);
    assert_eq!(survey("type | name | label\n begin group | g | G\n text | a | A"), ["survey!A2 unbalanced-group"]);
    assert_eq!(survey("type | name | label\n text | a | A\n end group"), ["survey!A3 unbalanced-group"]);
    assert_eq!(survey("type | name | label\n begin group | g | G\n text | a | A\n end repeat"), ["survey!A4 unbalanced-group"]);
    assert_eq!(survey("type | name | label | relevant\n text | a | A | ${b} = 'x'"), ["survey!D2 unknown-reference"]);
    assert_eq!(survey("type | name | label\n text | a | A ${b}"), ["survey!C2 unknown-reference"]);
    assert_eq!(survey("type | name | label\n calculate | a |"), ["survey!A2 calculation-missing"]);
    assert_eq!(survey("type | name | relevance | bind::relevant\n text | a | |"), ["survey!D1 duplicate-column"]);
    assert_eq!(survey("type | name | label | weight\n integer | a | A | much"), ["survey!D2 bad-number"]);
    assert_eq!(survey("type | name | label | weight\n integer | a | A | -1"), ["survey!D2 bad-weight"]);
    assert_eq!(survey("type | name | label | kind\n integer | a | A | ladder"), ["survey!D2 kind-of-another-type"]);
    assert_eq!(survey("type | name | label | constraint\n integer | a | A | . > 9 and . < 5"), ["survey!D2 range"]);
    assert_eq!(survey("name | label\n a | A"), ["survey column-missing"]);
    assert_eq!(errors(&[CHOICES]), ["survey sheet-missing"]);
    let twice = ("choices", "list_name | name | label\n yn | yes | Yes\n yn | yes | Yes");
    assert_eq!(errors(&[("survey", "type | name | label\n text | a | A"), twice]), ["choices!B3 duplicate-choice"]);
}

/// A workbook of our own with these rows for `survey`, and further sheets: its errors as `cell code`.
fn errors_of_ours(survey: &str, more: &[(&str, &str)]) -> Vec<String> {
    let mut sheets = vec![("survey", survey), CHOICES];
    for own in [("miernik", "key | setting | text\n title | | Town"), ("dimensions", "name | title\n d | D")] {
        if !more.iter().any(|(name, _)| *name == own.0) {
            sheets.push(own);
        }
    }
    errors(&sheets.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
}

#[test]
fn faults_in_our_own_columns_have_their_cells() {
    let survey = |text: &str| errors_of_ours(text, &[]);
    let columns = |columns: &str, cells: &str| survey(&format!("type | name | label | dimension | {columns}\n integer | a | A | d | {cells}"));
    assert_eq!(columns("weight", "2"), [""; 0]);
    assert_eq!(columns("kind", "number_of"), ["survey!E2 unknown-word"]);
    assert_eq!(columns("scored", "maybe"), ["survey!E2 bad-truth"]);
    assert_eq!(columns("max", "all"), ["survey!E2 bad-number"]);
    assert_eq!(columns("max", "0"), ["survey!E2 bad-points"]);
    assert_eq!(columns("decimals", "1.5"), ["survey!E2 bad-number"]);
    assert_eq!(columns("decimals", "21"), ["survey!E2 range"]);
    assert_eq!(columns("gate_level", "1"), ["survey!E2 incomplete"]);
    assert_eq!(columns("low | high", "0 | 1"), ["survey!E2 incomplete"]);
    assert_eq!(columns("low | high | better", "1 | 0 | more"), ["survey!E2 goalposts"]);
    assert_eq!(columns("low | high | better", "0 | 1 | big"), ["survey!G2 unknown-word", "survey!E2 incomplete"]);
    assert_eq!(columns("points_yes", "1"), ["survey!E2 incomplete"]);
    assert_eq!(columns("points_yes | points_no", "1 | 0"), ["survey!E2 key-of-another-kind"]);
    assert_eq!(columns("crosswalk::PSO", "1"), ["survey!E2 unknown-framework"]);
    assert_eq!(columns("minimum | maximum", "2 | 1"), ["survey!E2 range"]);
    assert_eq!(columns("relevant", "${a} > 1"), ["survey!E2 relevance-cycle"]);
    assert_eq!(columns("relevant | miernik_relevant", " | ${b} > 1"), ["survey!F2 expression-question"]);
    assert_eq!(survey("type | name | label\n integer | a | A"), ["survey!A2 dimension-missing"]);
    let changed = [("constraints", "question | must_hold | message\n a | len(.) > 0 | M")];
    let survey_with =
        |constraint: &str| errors_of_ours(&format!("type | name | label | dimension | constraint\n text | a | A | d | {constraint}"), &changed);
    assert_eq!(survey_with("(string-length(.) > 0)"), [""; 0]);
    assert_eq!(survey_with("regex(., '(a+)+')"), ["survey!E2 expression-pattern"]);
    assert_eq!(survey("type | name | label | dimension\n integer | a | A | e"), ["survey!D2 unknown-dimension"]);
    assert_eq!(survey("type | name | label | dimension\n select_one yn | a | A | d\n begin group | g | G"), ["survey!A3 unbalanced-group"]);
}

#[test]
fn faults_in_our_own_sheets_have_their_cells() {
    let survey = "type | name | label | dimension\n integer | a | A | d\n rank size | r | R | d";
    let with = |name: &str, text: &str| errors_of_ours(survey, &[(name, text)]);
    assert_eq!(with("bases", "question | name | label\n r | b | B"), [""; 0]);
    assert_eq!(with("miernik", "key | setting | text\n name | x |"), ["miernik!A2 unknown-key"]);
    assert_eq!(with("miernik", "key | setting | text\n title | x |"), ["miernik!C2 text-missing"]);
    assert_eq!(with("miernik", "key | setting\n index_power | much"), ["miernik!B2 bad-number"]);
    assert_eq!(with("miernik", "key | setting\n index_publish_from | 2"), ["miernik!B2 bad-share"]);
    assert_eq!(with("miernik", "key | setting\n index_missing | never"), ["miernik!B2 unknown-word"]);
    assert_eq!(with("dimensions", "name | title | module\n d | D | perhaps"), ["dimensions!C2 bad-truth"]);
    assert_eq!(with("dimensions", "name | title | aggregation\n d | D | total_of_all"), ["dimensions!C2 unknown-word"]);
    assert_eq!(with("dimensions", "name | title\n d |"), ["dimensions!B2 text-missing"]);
    assert_eq!(with("dimensions", "name | title\n d | D\n d | D"), ["dimensions!A2 empty-dimension", "dimensions!A3 duplicate-id"]);
    assert_eq!(with("dimensions", "name | title | parent\n d | D | e"), ["dimensions!C2 unknown-dimension"]);
    assert_eq!(with("levels", "title | from\n Start | 5"), ["levels!B2 level-order"]);
    assert_eq!(with("levels", "title | from\n Start | low"), ["levels!B2 bad-number"]);
    let levels: String = (0..10).map(|at| format!("L{at} | {}\n", at * 10)).collect();
    assert_eq!(with("levels", &format!("title | from\n{levels}")), ["levels!A11 too-many"]);
    assert_eq!(with("frameworks", "name | title\n 1x | X"), ["frameworks!A2 bad-id"]);
    assert_eq!(with("categories", "framework | name | label\n f | c | C"), [""; 0], "without a sheet of frameworks nothing refers to it");
    let frameworks = ("frameworks", "name | title\n f | F");
    let categories = ("categories", "framework | name | label\n g | c | C");
    assert_eq!(errors_of_ours(survey, &[frameworks, categories]), ["categories!A2 unknown-framework"]);
    assert_eq!(with("bases", "question | name | label\n q | b | B"), ["bases!A2 unknown-question"]);
    assert_eq!(with("recommendations", "question | below | text | effort\n q | 50 | T | 1"), ["recommendations!A2 unknown-question"]);
    assert_eq!(with("recommendations", "question | below | text | effort\n a | half | T | 1"), ["recommendations!B2 bad-number"]);
    assert_eq!(with("constraints", "question | must_hold | message\n a | . > 1 |"), ["constraints!C2 text-missing"]);
    assert_eq!(with("constraints", "question | must_hold | message\n q | . > 1 | M"), ["constraints!A2 unknown-question"]);
    assert_eq!(with("constraints", "question | must_hold | message\n a | . > 0 | M\n a | . > | M"), ["constraints!B3 expression-syntax"]);
    assert_eq!(with("bases", "question | name | label\n r | b | B\n r | b | C"), ["bases!B3 duplicate-option"]);
    assert_eq!(with("recommendations", "question | below | text | effort\n a | 500 | T | 1"), ["recommendations!B2 recommendation-order"]);
    assert_eq!(with("settings", "form_id\n Ąę"), ["settings!A2 bad-id"]);
    assert_eq!(with("settings", "version\n 1 0"), ["settings!A2 bad-version"]);
}

#[test]
fn a_list_of_ours_that_is_too_long_and_a_condition_of_ours_that_is_too_long_are_errors() {
    let choices = "list_name|name|label\n".to_owned() + &(0..201).map(|at| format!("l|o{at}|Option {at}\n")).collect::<String>();
    let survey = "type|name|label|dimension\nselect_one l|q|Which|d";
    assert_eq!(errors(&[("survey", survey), ("choices", &choices), ("miernik", "key"), ("dimensions", "name|title\nd|D")]), ["survey!A2 options"]);
    let name = "q".repeat(50);
    let one = vec![format!("${{{name}}} = 1"); 40].join(" or ");
    let survey = format!("type|name|label|dimension|relevant\ninteger|{name}|N|d\nbegin_group|g|G||{one}\ninteger|q|Q|d|{one}\nend_group");
    assert_eq!(errors_of_ours(&survey, &[]), ["survey!E4 expression-limit"]);
}

/// Lists are copied for each question: 2,000 questions with 200 long options would be gigabytes.
#[test]
fn long_lists_that_many_questions_use_are_refused_at_the_first_too_many() {
    // Random words: what packs too well is refused before.
    let mut random = 1_u64;
    let mut word = || {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{random:016x}")
    };
    let mut label = || (0..312).map(|_| word()).collect::<String>();
    let choices = "list_name|name|label\n".to_owned() + &(0..100).map(|at| format!("l|o{at}|{}\n", label())).collect::<String>();
    let form = |questions: usize| {
        let rows: String = (0..questions).map(|at| format!("select_one l|q{at}|Which\n")).collect();
        errors(&[("survey", &format!("type|name|label\n{rows}")), ("choices", &choices)])
    };
    // The first use and eight copies of about a megabyte are taken.
    assert_eq!(form(9), [""; 0]);
    assert_eq!(form(2_000), ["survey!A11 too-large"]);
}

#[test]
fn more_groups_at_the_top_than_a_survey_may_have_dimensions_are_refused_at_the_first_too_many() {
    let form = |count: usize| {
        let groups: String = (0..count).map(|at| format!("begin_group|g{at}|G\ninteger|q{at}|Q\nend_group\n")).collect();
        errors(&[("survey", &format!("type|name|label\n{groups}"))])
    };
    assert_eq!(form(500), [""; 0]);
    assert_eq!(form(501), ["survey!B1502 too-many"]);
}

#[test]
fn more_dimensions_of_ours_than_a_survey_may_have_are_refused_at_the_first_too_many() {
    let dimensions: String = (0..501).map(|at| format!("d{at} | D\n")).collect();
    let sheets = [("dimensions", format!("name | title\n d | D\n{dimensions}"))];
    let survey = "type | name | label | dimension\n integer | a | A | d";
    assert_eq!(errors_of_ours(survey, &[(sheets[0].0, sheets[0].1.as_str())]), ["dimensions!A502 too-many"]);
}

/// Every error that the import makes itself is asked for here, with the cell that it names.
#[test]
fn no_error_without_a_test() {
    let tests = include_str!("faults.rs");
    let mut codes = std::collections::BTreeSet::new();
    for path in fs::read_dir(root().join("src/xlsform")).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let source = fs::read_to_string(path).unwrap();
        let quoted = source.split("error(").skip(1).filter_map(|rest| Some(rest.trim_start().strip_prefix('"')?.split_once('"')?.0));
        codes.extend(quoted.filter(|code| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')).map(str::to_owned));
    }
    assert!(codes.len() >= 20, "the search for codes in the source finds too few: {codes:?}");
    let untested: Vec<_> = codes.iter().filter(|code| !tests.contains(&format!(" {code}\""))).collect();
    assert_eq!(untested, Vec::<&String>::new());
}
