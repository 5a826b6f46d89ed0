//! What the catalogues promise, checked against the files and against the sources that use them.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

mod file;
mod sources;

use file::Message;

/// Keys that the sources put together at run time: their beginning, and why. Every other key stands in the sources as it is.
const MADE_AT_RUN_TIME: &[(&str, &str)] = &[("frame-problem-", "the page of a problem adds `-title` and `-text` to the key of its kind")];

fn messages(lang: Lang) -> BTreeMap<String, Message> {
    AREAS.iter().flat_map(|area| file::read(area.name, lang, area.source(lang)).messages).collect()
}

#[track_caller]
fn none(faults: impl IntoIterator<Item = String>) {
    let faults: Vec<String> = faults.into_iter().collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_file_is_an_area() {
    let named: BTreeSet<String> = AREAS.iter().map(|area| format!("{}.ftl", area.name)).collect();
    for lang in Lang::ALL {
        let folder = format!("{}/locales/{}", env!("CARGO_MANIFEST_DIR"), lang.code());
        let there: BTreeSet<String> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        assert_eq!(there, named, "locales/{} and `areas!` in src/lang/catalogue.rs", lang.code());
    }
}

#[test]
fn every_file_keeps_the_rules() {
    none(Lang::ALL.into_iter().flat_map(|lang| {
        let mut seen = BTreeSet::new();
        AREAS.iter().flat_map(move |area| {
            let file = file::read(area.name, lang, area.source(lang));
            let mut faults = file.faults;
            for key in file.messages.into_keys().chain(file.terms) {
                if !seen.insert(key.clone()) {
                    faults.push(format!("locales/{}/{}.ftl: `{key}` is there twice", lang.code(), area.name));
                }
            }
            faults
        })
    }));
}

#[test]
fn both_languages_say_the_same() {
    let [polish, english] = Lang::ALL.map(messages);
    let keys: BTreeSet<&String> = polish.keys().chain(english.keys()).collect();
    none(keys.into_iter().filter_map(|key| match (polish.get(key), english.get(key)) {
        (Some(pl), Some(en)) if pl.variables == en.variables => None,
        (Some(pl), Some(en)) => Some(format!("`{key}`: variables {:?} in Polish, {:?} in English", pl.variables, en.variables)),
        (Some(_), None) => Some(format!("`{key}` is missing in locales/en")),
        _ => Some(format!("`{key}` is missing in locales/pl")),
    }));
}

#[test]
fn every_message_can_be_shown() {
    let samples: [Arg<'_>; 7] = [0.into(), 1.into(), 3.into(), 5.into(), 1.5.into(), 12_345.into(), "x".into()];
    for lang in Lang::ALL {
        for (key, message) in messages(lang) {
            for sample in &samples {
                let args: Vec<(&str, Arg<'_>)> = message.variables.iter().map(|name| (name.as_str(), sample.clone())).collect();
                let text = Words::of(lang).with(&key, &args);
                assert!(!text.trim().is_empty() && !text.contains(['{', '}', '\u{2068}', '\u{2069}']), "{key}: {text}");
            }
        }
    }
}

#[test]
fn every_key_that_the_sources_name_is_there_and_gets_its_variables() {
    let messages = messages(Lang::Pl);
    none(sources::all().iter().flat_map(|(path, source)| {
        let messages = &messages;
        sources::calls(source).into_iter().filter_map(move |call| {
            let place = format!("{path}:{}: `{}`", call.line, call.key);
            match (messages.get(&call.key), call.variables) {
                (None, _) => Some(format!("{place} is in no catalogue")),
                (Some(message), Some(given)) if given != message.variables => {
                    Some(format!("{place} takes the variables {:?}, not {given:?}", message.variables))
                }
                _ => None,
            }
        })
    }));
}

#[test]
fn every_key_is_used() {
    let sources = sources::all();
    let beginnings: Vec<&str> = MADE_AT_RUN_TIME.iter().map(|(beginning, _)| *beginning).collect();
    let messages = messages(Lang::Pl);
    let used = |key: &str| sources.iter().any(|(_, source)| source.contains(&format!("\"{key}\"")));
    none(
        messages
            .keys()
            .filter(|key| !beginnings.iter().any(|beginning| key.starts_with(beginning)) && !used(key))
            .map(|key| format!("`{key}` is used nowhere in src/")),
    );
    none(
        beginnings
            .iter()
            .filter(|beginning| !messages.keys().any(|key| key.starts_with(*beginning)))
            .map(|beginning| format!("no key begins with `{beginning}`: take it out of the table")),
    );
}

#[test]
fn polish_plurals() {
    let shown = |arg: Arg<'_>| Words::of(Lang::Pl).with("count-points", &[("count", arg)]);
    let whole = [0, 1, 2, 3, 4, 5, 11, 12, 13, 14, 21, 22, 25, 101, 102, 112, 1234].map(|count: i32| shown(count.into()));
    assert_eq!(
        whole.join("; "),
        "0 punktów; 1 punkt; 2 punkty; 3 punkty; 4 punkty; 5 punktów; 11 punktów; 12 punktów; 13 punktów; 14 punktów; 21 punktów; \
         22 punkty; 25 punktów; 101 punktów; 102 punkty; 112 punktów; 1\u{a0}234 punkty"
    );
    let parts = [shown(1.5.into()), shown(0.25.into()), shown(2.0.into()), shown(Arg::Fixed(1.0, 1)), shown(Arg::Fixed(1.0, 0))];
    assert_eq!(parts.join("; "), "1,5 punktu; 0,25 punktu; 2 punkty; 1,0 punktu; 1 punkt");
}

#[test]
fn the_plural_agrees_with_the_number_that_is_shown() {
    let shown = |arg: Arg<'_>| Words::of(Lang::Pl).with("count-points", &[("count", arg)]);
    assert_eq!([shown(0.999_9.into()), shown(4.001.into()), shown((-0.0).into())], ["1 punkt", "4 punkty", "0 punktów"]);
}

#[test]
fn english_plurals() {
    let shown = |arg: Arg<'_>| Words::of(Lang::En).with("count-points", &[("count", arg)]);
    let parts = [shown(0.into()), shown(1.into()), shown(2.into()), shown(1.5.into()), shown(1234.into()), shown(Arg::Fixed(1.0, 1))];
    assert_eq!(parts.join("; "), "0 points; 1 point; 2 points; 1.5 points; 1,234 points; 1.0 points");
}

#[test]
fn numbers_that_have_no_plural_form_do_no_harm() {
    let shown = |arg: Arg<'_>| Words::of(Lang::Pl).with("count-points", &[("count", arg)]);
    assert_eq!([shown(f64::NAN.into()), shown(1e18.into())], ["— punktu", "1\u{a0}000\u{a0}000\u{a0}000\u{a0}000\u{a0}000\u{a0}000 punktu"]);
}

#[test]
fn words_come_without_marks_and_without_copying() {
    assert!(matches!(Words::of(Lang::Pl).t("state-do-not-know"), Cow::Borrowed("Nie wiem")));
    assert_eq!(Words::of(Lang::Pl).with("progress-part", &[("part", 2.into()), ("all", "10".into())]), "Część 2 z 10");
}

#[test]
#[should_panic(expected = "the message `no-such-key` is not in locales/en")]
fn a_key_that_is_not_there_stops_debug_builds() {
    let _ = Words::of(Lang::En).t(["no-such", "key"].join("-").as_str());
}

#[test]
fn one_catalogue_serves_every_thread() {
    let threads: Vec<_> =
        (1..=4).map(|count: i64| std::thread::spawn(move || Words::of(Lang::Pl).with("count-questions", &[("count", count.into())]))).collect();
    let texts: Vec<String> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    assert_eq!(texts, ["1 pytanie", "2 pytania", "3 pytania", "4 pytania"]);
}
