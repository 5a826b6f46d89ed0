//! Alphabetical order of names: `Łódź` after `Lublin` and before `Malbork`, in Polish and in English.
//!
//! The rules are those of ICU and part of the program; the order never depends on the machine or on the database.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::{Locale, locale};

use super::Lang;

type Rules = Option<CollatorBorrowed<'static>>;

static PL: LazyLock<Rules> = LazyLock::new(|| rules(&locale!("pl")));
static EN: LazyLock<Rules> = LazyLock::new(|| rules(&locale!("en")));

/// The built-in rules of a language. They are compiled in, so `None` does not happen; [`compare`] would then go by code points.
fn rules(locale: &Locale) -> Rules {
    Collator::try_new(CollatorPreferences::from(locale), CollatorOptions::default()).ok()
}

/// Compares two names by the alphabet of a language. Only equal texts are [`Ordering::Equal`], so the order is the same every time.
///
/// ```
/// use miernik::lang::{Lang, collate};
///
/// assert!(collate::compare(Lang::Pl, "Lublin", "Łódź").is_lt());
/// assert!("Lublin" < "Łódź" && "Zabrze" < "Świdwin", "code points put Ś after Z");
/// assert!(collate::compare(Lang::Pl, "Świdwin", "Zabrze").is_lt());
/// ```
pub fn compare(lang: Lang, left: &str, right: &str) -> Ordering {
    let rules = match lang {
        Lang::Pl => &*PL,
        Lang::En => &*EN,
    };
    rules.as_ref().map_or(Ordering::Equal, |rules| rules.compare(left, right)).then_with(|| left.cmp(right))
}

/// Sorts things by their names. Things of the same name keep their order: sort by TERYT code first where names repeat.
pub fn sort_names<T>(lang: Lang, things: &mut [T], name: impl Fn(&T) -> &str) {
    things.sort_by(|left, right| compare(lang, name(left), name(right)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(lang: Lang, names: &str) -> String {
        let mut names: Vec<&str> = names.split(' ').collect();
        sort_names(lang, &mut names, |name| name);
        names.join(" ")
    }

    #[test]
    fn names_of_cities_stand_in_the_order_of_the_alphabet() {
        let mixed = "Zabrze Łódź Żory Świdwin Lublin Jarosław Rydułtowy Hrubieszów Przemyśl Ćmielów Sopot Cieszyn łomża Źdźbło Malbork Zgierz";
        let polish = "Cieszyn Ćmielów Hrubieszów Jarosław Lublin łomża Łódź Malbork Przemyśl Rydułtowy Sopot Świdwin Zabrze Zgierz Źdźbło Żory";
        assert_eq!(sorted(Lang::Pl, mixed), polish);
    }

    #[test]
    fn polish_letters_are_letters_of_their_own_in_polish_only() {
        assert_eq!(sorted(Lang::Pl, "Łask Lwówek Śrem Swarzędz"), "Lwówek Łask Swarzędz Śrem");
        assert_eq!(sorted(Lang::En, "Łask Lwówek Śrem Swarzędz"), "Łask Lwówek Śrem Swarzędz");
    }

    #[test]
    fn things_of_one_name_keep_their_order() {
        let mut cities = [("Osiek", "2213082"), ("Brzeg", "1601011"), ("Osiek", "0413042")];
        sort_names(Lang::Pl, &mut cities, |city| city.0);
        assert_eq!(cities, [("Brzeg", "1601011"), ("Osiek", "2213082"), ("Osiek", "0413042")]);
    }

    #[test]
    fn the_order_is_the_same_from_every_thread() {
        let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(|| sorted(Lang::Pl, "Łódź Lublin"))).collect();
        assert!(threads.into_iter().all(|thread| thread.join().unwrap() == "Lublin Łódź"));
    }
}
