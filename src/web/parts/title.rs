//! Titles in narrow places, such as the heads of columns.

use maud::{Markup, html};

/// A title whose words may stand under each other, save that one letter and a hyphen ("E-") stay with what follows them.
///
/// The letters stay as they are, so that the title can still be searched for and copied; a hyphen of another kind would be another word.
pub(in crate::web) fn title(text: &str) -> Markup {
    let clings = |word: &str| word.split_once('-').is_some_and(|(before, _)| before.chars().filter(|c| c.is_alphanumeric()).count() == 1);
    html! {
        @for (at, word) in text.split(' ').enumerate() {
            @if at > 0 { " " }
            @if clings(word) { span class="m-nowrap" { (word) } } @else { (word) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn one_letter_and_a_hyphen_stay_with_their_word() {
        let marked = |text: &str| title(text).into_string();
        assert_eq!(marked("E-usługi i korzystanie z nich"), "<span class=\"m-nowrap\">E-usługi</span> i korzystanie z nich");
        assert_eq!(marked("Dane (e-wnioski)"), "Dane <span class=\"m-nowrap\">(e-wnioski)</span>");
        assert_eq!(marked("Rozwój społeczno-gospodarczy – <b>"), "Rozwój społeczno-gospodarczy – &lt;b&gt;");
    }
}
