//! Two versions of a survey: what differs, and what a later one must not lose.

use std::fs;

use super::{Desk, SURVEY};

/// A second version of the survey with some places changed.
fn second_version(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(SURVEY.replace("version = \"1.0\"", "version = \"1.1\""), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

/// What differs, with its consequences; a question that changed its id in silence and a wrong bridge are refused.
#[test]
fn two_versions_side_by_side() {
    let desk = Desk::new();
    desk.put("points.toml", second_version(&[("points = 3", "points = 2"), ("Is there a plan?", "Is there a digital plan?")]));
    desk.put("renamed.toml", second_version(&[("id = \"staff\"", "id = \"personnel\"")]));
    desk.put("other.toml", second_version(&[("id = \"town\"", "id = \"village\"")]));
    desk.put("twin.toml", SURVEY.replace("Is there a plan?", "Is there one?"));
    let bridge = "[bridge]\nsurvey = \"town\"\nfrom = \"1.0\"\nto = \"1.1\"\n";
    desk.put("points.bridge.toml", format!("{bridge}[[link]]\nrelation = \"recoded\"\nearlier = [\"tools\"]\nlater = [\"tools\"]\n"));
    desk.put("renamed.bridge.toml", format!("{bridge}[[link]]\nrelation = \"same\"\nearlier = [\"staff\"]\nlater = [\"personnel\"]\n"));
    let calls: [&[&str]; 9] = [
        &["town.toml", "town.toml"],
        &["town.toml", "points.toml"],
        &["town.toml", "points.toml", "--bridge", "points.bridge.toml"],
        &["town.toml", "renamed.toml"],
        &["town.toml", "renamed.toml", "--bridge", "renamed.bridge.toml"],
        &["town.toml", "points.toml", "--bridge", "renamed.bridge.toml"],
        &["town.toml", "other.toml"],
        &["town.toml", "twin.toml"],
        &["town.toml", "nowhere.toml"],
    ];
    let said: String = calls
        .iter()
        .map(|files| {
            let (code, out, err) = desk.run(&[&["survey", "diff"], *files].concat());
            format!("## {}\nexit {code}\n{out}{err}\n", files.join(" "))
        })
        .collect();
    insta::assert_snapshot!(said);
}

/// V1: what a later version has lost is an error of it, unless the bridge says what became of it; the bridge beside it is found by its name.
#[test]
fn a_version_is_checked_against_the_one_before() {
    let desk = Desk::new();
    let renamed = second_version(&[("id = \"staff\"", "id = \"personnel\"")]);
    fs::create_dir(desk.0.path().join("silent")).unwrap();
    fs::create_dir(desk.0.path().join("said")).unwrap();
    desk.put("silent/1.1.toml", &renamed);
    desk.put("said/1.1.toml", &renamed);
    desk.put("labels.toml", second_version(&[("Is there a plan?", "Is there a digital plan?")]));
    let bridge = "[bridge]\nsurvey = \"town\"\nfrom = \"1.0\"\nto = \"1.1\"\n";
    desk.put("said/1.0-1.1.bridge.toml", format!("{bridge}[[link]]\nrelation = \"same\"\nearlier = [\"staff\"]\nlater = [\"personnel\"]\n"));
    let against = |file: &str| desk.run(&["survey", "check", file, "--against", "town.toml"]);
    let (code, out, _) = against("silent/1.1.toml");
    assert_eq!(code, 1);
    let lost = "silent/1.1.toml: error[renamed-question]: the question `staff` is gone and `personnel` asks the same — keep the old id, or say in the bridge: \
                relation = \"same\" with both ids\n";
    assert!(out.contains(lost), "{out}");
    for file in ["said/1.1.toml", "labels.toml", "town.toml"] {
        let (code, out, err) = against(file);
        assert_eq!((code, out.contains("1 file checked: 0 errors")), (0, true), "{file}: {out}{err}");
    }
    let with = desk.run(&["survey", "check", "silent/1.1.toml", "--against", "town.toml", "--bridge", "said/1.0-1.1.bridge.toml"]);
    assert_eq!(with.0, 0, "{with:?}");
    // A bridge leads nowhere without an earlier version.
    assert_eq!(desk.run(&["survey", "check", "town.toml", "--bridge", "said/1.0-1.1.bridge.toml"]).0, 2);
}
