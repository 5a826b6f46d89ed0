//! What belongs to the kind of a question: options with points, numbers with ranges, shares with their two labels.

use std::collections::{BTreeSet, HashSet};

use crate::engine::build::{Check, MOST_OPTIONS};
use crate::engine::document::{Goalposts, Kind, QuestionDocument};
use crate::engine::entry::fold;
use crate::engine::fault::excerpt;
use crate::engine::survey::{Basis, Body, NumberBody, OptionItem, ShareBody};
use crate::lang::Text;

/// A number or share keeps no more decimal places than this.
const MOST_DECIMALS: u8 = 20;
/// No limit or goalpost is further from zero than this.
const LARGEST: f64 = 1e15;

impl Check<'_> {
    pub(super) fn body(&mut self, pointer: &str, written: &QuestionDocument) -> Body {
        self.foreign_keys(pointer, written);
        match written.kind {
            Kind::OneOf => Body::Choice(self.options(pointer, written, 2)),
            Kind::Ladder => Body::Choice(self.ladder(pointer, written)),
            Kind::YesNo => Body::Choice(self.yes_no(pointer, written)),
            Kind::SeveralOf => Body::Several(self.options(pointer, written, 1)),
            Kind::Number => Body::Number(self.number(pointer, written)),
            Kind::Share => Body::Share(self.share(pointer, written)),
            Kind::Date => Body::Date,
            Kind::Text => Body::Text { long: false },
            Kind::LongText => Body::Text { long: true },
            Kind::Reasons => {
                let options = self.options(pointer, written, 1);
                let mut seen = HashSet::new();
                for (at, basis) in written.bases.iter().enumerate() {
                    self.text(&format!("{pointer}/basis/{at}/label"), &basis.label);
                    self.part_id(&format!("{pointer}/basis/{at}/id"), &basis.id, &mut seen);
                }
                let bases = written.bases.iter().map(|basis| Basis { id: basis.id.clone(), label: basis.label.clone() }).collect();
                Body::Reasons { options, bases }
            }
        }
    }

    /// Keys that say something the kind has no use for.
    fn foreign_keys(&mut self, pointer: &str, written: &QuestionDocument) {
        use Kind::{Ladder, Number, OneOf, Reasons, SeveralOf, Share, YesNo};
        let given: [(&str, bool, &[Kind]); 13] = [
            ("option", !written.options.is_empty(), &[OneOf, SeveralOf, Ladder, Reasons]),
            ("basis", !written.bases.is_empty(), &[Reasons]),
            ("points", written.points.is_some(), &[YesNo]),
            ("unit", written.unit.is_some(), &[Number, Share]),
            ("decimals", written.decimals.is_some(), &[Number, Share]),
            ("goalposts", written.goalposts.is_some(), &[Number, Share]),
            ("prefill", written.prefill.is_some(), &[Number, Share]),
            ("minimum", written.minimum.is_some(), &[Number]),
            ("maximum", written.maximum.is_some(), &[Number]),
            ("numerator", written.numerator.is_some(), &[Share]),
            ("denominator", written.denominator.is_some(), &[Share]),
            ("per", written.per.is_some(), &[Share]),
            ("part", written.part.is_some(), &[Share]),
        ];
        for (key, is_given, kinds) in given {
            if is_given && !kinds.contains(&written.kind) {
                let what = format!("`{key}` has no meaning for a question of this kind");
                self.error("key-of-another-kind", &format!("{pointer}/{key}#key"), what, "remove it, or choose the kind it belongs to");
            }
        }
    }

    fn part_id<'q>(&mut self, pointer: &str, id: &'q str, seen: &mut HashSet<&'q str>) {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-' || c == '.';
        if id.is_empty() || id.len() > 64 || !id.starts_with(|c: char| c.is_ascii_alphanumeric()) || !id.chars().all(plain) {
            self.error(
                "bad-id",
                pointer,
                format!("`{}` cannot be an id", excerpt(id)),
                "write letters and digits without accents, `_`, `-` or `.`; at most 64 characters",
            );
        }
        if !seen.insert(id) {
            self.error("duplicate-option", pointer, format!("`{}` stands twice in this question", excerpt(id)), "give each its own id");
        }
    }

    fn options(&mut self, pointer: &str, written: &QuestionDocument, least: usize) -> Vec<OptionItem> {
        if written.options.len() < least || written.options.len() > MOST_OPTIONS {
            let what = format!("the number of options is {}", written.options.len());
            self.error("options", pointer, what, format!("write {least} to {MOST_OPTIONS} tables [[question.option]]"));
        }
        let full = written.max.unwrap_or(100.0);
        let with_points = written.options.iter().filter(|option| option.points.is_some()).count();
        let mut seen = HashSet::new();
        let mut spellings = HashSet::new();
        let blank: HashSet<String> = written.blank.iter().map(|blank| fold(blank)).collect();
        let mut options = Vec::with_capacity(written.options.len());
        for (at, option) in written.options.iter().enumerate() {
            let pointer = format!("{pointer}/option/{at}");
            self.text(&format!("{pointer}/label"), &option.label);
            self.part_id(&format!("{pointer}/id"), &option.id, &mut seen);
            self.option_points(&pointer, written, option.points, with_points, full);
            if option.exclusive && written.kind != Kind::SeveralOf {
                self.error("key-of-another-kind", &format!("{pointer}/exclusive#key"), "`exclusive` belongs to several_of", "remove it");
            }
            let labels = [&option.id, &option.label.pl, &option.label.en].into_iter().chain(&option.aliases);
            let folded: BTreeSet<String> = labels.map(|label| fold(label)).collect();
            for label in folded {
                if blank.contains(&label) {
                    let what = format!("`{}` means an option, and in `blank` that the question is not answered", excerpt(&label));
                    self.error("ambiguous-option", &format!("{pointer}/label"), what, "remove it from `blank`, or choose another label or alias");
                } else if spellings.contains(&label) {
                    let what = format!("`{}` is the id, a label or an alias of two options", excerpt(&label));
                    self.error("ambiguous-option", &format!("{pointer}/label"), what, "choose labels that differ in more than case and blanks");
                }
                spellings.insert(label);
            }
            let item = OptionItem {
                id: option.id.clone(),
                label: option.label.clone(),
                points: option.points,
                exclusive: option.exclusive,
                aliases: option.aliases.clone(),
            };
            options.push(item);
        }
        self.order_of_points(pointer, written.kind, &options);
        options
    }

    fn option_points(&mut self, pointer: &str, written: &QuestionDocument, points: Option<f64>, with_points: usize, full: f64) {
        match points {
            Some(_) if written.kind == Kind::Reasons => {
                self.error("key-of-another-kind", &format!("{pointer}/points#key"), "reasons are never scored", "remove the points");
            }
            Some(points) if !(0.0..=full).contains(&points) => {
                let what = format!("{points} points are not between 0 and the question's {full}");
                self.error("bad-points", &format!("{pointer}/points"), what, "write points on the question's scale (`max`, default 100)");
            }
            None if with_points > 0 => {
                self.error("points-missing", pointer, "some options have points, this one has none", "give it points, 0 if it earns none")
            }
            _ => {}
        }
    }

    /// A reverse-scored question or a ladder that does not rise may be meant, but should be seen.
    fn order_of_points(&mut self, pointer: &str, kind: Kind, options: &[OptionItem]) {
        let points: Vec<f64> = options.iter().filter_map(|option| option.points).collect();
        let rises = points.windows(2).all(|pair| pair[0] <= pair[1]);
        let by_id = |id: &str| options.iter().find(|option| option.id == id).and_then(|option| option.points);
        if matches!((by_id("yes"), by_id("no")), (Some(yes), Some(no)) if no > yes) {
            self.warning(
                "reverse-scored",
                pointer,
                "`no` earns more points than `yes`",
                "make sure that this is meant; say so in the question's `definition`",
            );
        } else if kind == Kind::Ladder && !rises {
            self.warning("points-order", pointer, "the points of the ladder do not rise", "make sure that the states stand from lowest to highest");
        }
        if kind == Kind::SeveralOf && !points.is_empty() && !points.iter().any(|points| *points > 0.0) {
            self.error("bad-points", pointer, "no option earns points", "give at least one option points above 0, or none at all");
        }
    }

    fn ladder(&mut self, pointer: &str, written: &QuestionDocument) -> Vec<OptionItem> {
        if written.options.len() != 5 {
            let what = format!("a ladder has five states, this one has {}", written.options.len());
            self.error("ladder", pointer, what, "write five [[question.option]], lowest first, or use one_of");
        }
        let full = written.max.unwrap_or(100.0);
        let mut options = self.options(pointer, written, 2);
        if options.iter().all(|option| option.points.is_none()) {
            for (option, quarter) in options.iter_mut().zip([0.0, 1.0, 2.0, 3.0, 4.0]) {
                option.points = Some(full * quarter / 4.0);
            }
        }
        options
    }

    fn yes_no(&mut self, pointer: &str, written: &QuestionDocument) -> Vec<OptionItem> {
        let full = written.max.unwrap_or(100.0);
        let (yes, no) = written.points.map_or((full, 0.0), |points| (points.yes, points.no));
        if ![yes, no].iter().all(|points| (0.0..=full).contains(points)) {
            self.error(
                "bad-points",
                &format!("{pointer}/points"),
                format!("the points are not between 0 and the question's {full}"),
                "correct them, or `max`",
            );
        }
        let item = |id: &str, pl: &str, en: &str, points| OptionItem {
            id: id.to_owned(),
            label: Text { pl: pl.to_owned(), en: en.to_owned() },
            points: Some(points),
            exclusive: false,
            aliases: Vec::new(),
        };
        let options = vec![item("yes", "Tak", "Yes", yes), item("no", "Nie", "No", no)];
        self.order_of_points(pointer, Kind::YesNo, &options);
        options
    }

    fn number(&mut self, pointer: &str, written: &QuestionDocument) -> NumberBody {
        if let (Some(low), Some(high)) = (written.minimum, written.maximum)
            && low > high
        {
            self.error("range", &format!("{pointer}/minimum"), "the minimum is above the maximum", "swap them");
        }
        for (key, limit) in [("minimum", written.minimum), ("maximum", written.maximum)] {
            self.magnitude(&format!("{pointer}/{key}"), limit);
        }
        let decimals = self.decimals(pointer, written);
        let goalposts = self.goalposts(pointer, written);
        NumberBody { unit: written.unit.clone(), minimum: written.minimum, maximum: written.maximum, decimals, goalposts }
    }

    fn share(&mut self, pointer: &str, written: &QuestionDocument) -> ShareBody {
        let mut label = |key: &str, text: &Option<Text>| {
            if text.is_none() {
                self.error(
                    "share-labels",
                    pointer,
                    format!("the share has no `{key}`"),
                    format!("add the label of the number: {key} = {{ pl = \"…\", en = \"…\" }}"),
                );
            }
            text.clone().unwrap_or_else(|| Text::same(""))
        };
        let numerator = label("numerator", &written.numerator);
        let denominator = label("denominator", &written.denominator);
        let per = written.per.unwrap_or(100.0);
        if !(per > 0.0 && per <= 1e9) {
            self.error("range", &format!("{pointer}/per"), "`per` is not above 0", "write 100 for a percentage, 1000 for a number per 1,000");
        }
        let decimals = self.decimals(pointer, written);
        let goalposts = self.goalposts(pointer, written);
        let unit = written.unit.clone().unwrap_or_else(|| Text::same("%"));
        ShareBody { numerator, denominator, unit, per, part: written.part.unwrap_or(true), decimals, goalposts }
    }

    fn decimals(&mut self, pointer: &str, written: &QuestionDocument) -> u8 {
        let decimals = written.decimals.unwrap_or(0);
        if decimals > MOST_DECIMALS {
            self.error(
                "range",
                &format!("{pointer}/decimals"),
                format!("{decimals} decimal places are too many"),
                format!("write 0 to {MOST_DECIMALS}"),
            );
        }
        decimals.min(MOST_DECIMALS)
    }

    /// Limits and goalposts stay where a decimal number and a floating-point number mean the same.
    fn magnitude(&mut self, pointer: &str, value: Option<f64>) {
        if value.is_some_and(|value| value.abs() > LARGEST) {
            self.error(
                "range",
                pointer,
                "the number is too large to compare answers with",
                "write a number between -10¹⁵ and 10¹⁵, or use a larger unit",
            );
        }
    }

    fn goalposts(&mut self, pointer: &str, written: &QuestionDocument) -> Option<Goalposts> {
        let posts = written.goalposts?;
        if posts.low >= posts.high {
            self.error(
                "goalposts",
                &format!("{pointer}/goalposts"),
                "`low` is not below `high`",
                "write the lower end as `low`; say which end is good by `better`",
            );
        }
        self.magnitude(&format!("{pointer}/goalposts/low"), Some(posts.low));
        self.magnitude(&format!("{pointer}/goalposts/high"), Some(posts.high));
        Some(posts)
    }
}
