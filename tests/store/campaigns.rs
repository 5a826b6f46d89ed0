//! Contracts of `store::campaigns`.

use jiff::civil::date;
use miernik::ids;
use miernik::store::assessments::{Document, Submission};
use miernik::store::campaigns::{Campaign, CampaignState, Official, SurveyDefinition, VersionStep};
use miernik::store::{Db, StoreError, assessments, campaigns};

use super::fixture::{at, campaign, survey, world};

both!(
    reads_back_and_lists,
    keeps_slugs_unique_and_needs_its_survey,
    moves_from_state_to_state,
    keeps_a_definition_for_ever,
    moves_to_another_version_while_nothing_is_handed_in,
);

async fn reads_back_and_lists(db: &Db) {
    let world = world(db).await;
    let second = campaign(&world.network, &world.survey, "2027");
    let mut tx = db.write().await.unwrap();
    campaigns::insert(&mut tx, &second).await.unwrap();
    assert_eq!(campaigns::by_id(&mut tx, world.campaign.id).await.unwrap(), Some(world.campaign.clone()));
    assert_eq!(campaigns::by_slug(&mut tx, "2027").await.unwrap(), Some(second.clone()));
    assert_eq!(campaigns::by_slug(&mut tx, "2028").await.unwrap(), None);
    assert_eq!(campaigns::list(&mut tx).await.unwrap(), [world.campaign, second]);
}

async fn keeps_slugs_unique_and_needs_its_survey(db: &Db) {
    let world = world(db).await;
    let unknown = campaign(&world.network, &survey("9"), "2027");
    let refused = campaigns::insert(&mut db.write().await.unwrap(), &unknown).await;
    assert!(matches!(refused, Err(StoreError::Other(_))), "{refused:?}");
    let again = campaign(&world.network, &world.survey, "2026");
    assert!(campaigns::insert(&mut db.write().await.unwrap(), &again).await.unwrap_err().is_conflict());
}

async fn moves_from_state_to_state(db: &Db) {
    use CampaignState::{Closed, Frozen, Open, Published};
    let world = world(db).await;
    let id = world.campaign.id;
    let mut tx = db.write().await.unwrap();
    campaigns::set_dates(&mut tx, id, date(2026, 3, 2), date(2026, 5, 31)).await.unwrap();
    assert_eq!(campaigns::hold_unfrozen(&mut tx, id).await.unwrap(), Some(Open));
    campaigns::set_official(&mut tx, id, Official::Verified).await.unwrap();
    campaigns::set_state(&mut tx, id, Open, Closed, at(1)).await.unwrap();
    assert_eq!(campaigns::hold_unfrozen(&mut tx, id).await.unwrap(), Some(Closed));
    let again = campaigns::set_state(&mut tx, id, Open, Closed, at(2)).await;
    assert!(again.unwrap_err().is_conflict(), "somebody has closed it already");
    campaigns::set_state(&mut tx, id, Closed, Frozen, at(3)).await.unwrap();
    let late = campaigns::set_dates(&mut tx, id, date(2026, 3, 2), date(2026, 6, 30)).await;
    assert!(late.unwrap_err().is_conflict(), "a frozen campaign keeps its dates");
    assert_eq!(campaigns::hold_unfrozen(&mut tx, id).await.unwrap(), None);
    assert!(campaigns::set_official(&mut tx, id, Official::Declared).await.unwrap_err().is_conflict(), "what is frozen stays");
    campaigns::set_state(&mut tx, id, Frozen, Published, at(4)).await.unwrap();
    let expected = Campaign {
        state: Published,
        official: Official::Verified,
        opens_on: date(2026, 3, 2),
        closes_on: date(2026, 5, 31),
        frozen_at: Some(at(3)),
        published_at: Some(at(4)),
        ..world.campaign
    };
    assert_eq!(campaigns::by_id(&mut tx, id).await.unwrap(), Some(expected));
    let unknown = ids::new_id();
    assert!(matches!(campaigns::set_state(&mut tx, unknown, Open, Closed, at(1)).await, Err(StoreError::NotFound)));
    assert!(matches!(campaigns::set_dates(&mut tx, unknown, date(2026, 1, 1), date(2026, 1, 2)).await, Err(StoreError::NotFound)));
}

async fn keeps_a_definition_for_ever(db: &Db) {
    let (first, changed) = (survey("1.10"), SurveyDefinition { hash: "other".to_owned(), stored_at: at(9), ..survey("1.10") });
    let mut tx = db.write().await.unwrap();
    assert!(campaigns::store_survey(&mut tx, &first).await.unwrap());
    let again = SurveyDefinition { document: "{}".to_owned(), stored_at: at(5), ..first.clone() };
    assert!(!campaigns::store_survey(&mut tx, &again).await.unwrap(), "the hash is kept already");
    assert!(campaigns::store_survey(&mut tx, &changed).await.unwrap());
    assert_eq!(campaigns::survey(&mut tx, &first.hash).await.unwrap(), Some(first.clone()), "as it was first stored");
    assert_eq!(campaigns::survey(&mut tx, "unknown").await.unwrap(), None);
    assert_eq!(campaigns::survey(&mut tx, "other").await.unwrap(), Some(changed.clone()), "the same version may have several definitions");
    assert_eq!(campaigns::surveys_of(&mut tx, &first.survey_id).await.unwrap(), [first, changed], "the oldest first");
    assert_eq!(campaigns::surveys_of(&mut tx, "another").await.unwrap(), []);
}

async fn moves_to_another_version_while_nothing_is_handed_in(db: &Db) {
    let world = world(db).await;
    let (id, old, new) = (world.campaign.id, &world.survey, survey("1.1"));
    let mut tx = db.write().await.unwrap();
    campaigns::store_survey(&mut tx, &new).await.unwrap();
    assert_eq!(campaigns::surveys_of(&mut tx, &old.survey_id).await.unwrap(), [old.clone(), new.clone()]);
    assert_eq!(campaigns::surveys_of(&mut tx, "other").await.unwrap(), []);
    let begun = world.assessments[0].id;
    assessments::save(&mut tx, begun, 0, &Document::default(), at(1)).await.unwrap();
    campaigns::set_survey(&mut tx, id, &old.hash, &new).await.unwrap();
    assert!(campaigns::set_survey(&mut tx, id, &old.hash, &new).await.unwrap_err().is_conflict(), "it runs another version by now");
    let step = VersionStep { position: 1, from_hash: old.hash.clone(), to_hash: new.hash.clone(), bridge: "x".to_owned(), actor: None, at: at(2) };
    campaigns::note_version(&mut tx, id, &step).await.unwrap();
    assert_eq!(campaigns::version_steps(&mut tx, id).await.unwrap(), std::slice::from_ref(&step));
    assert_eq!(assessments::move_invited(&mut tx, id, &new.hash).await.unwrap(), 2, "those that nobody has begun");
    let kept = assessments::by_id(&mut tx, begun).await.unwrap().unwrap();
    assert_eq!((kept.survey_hash, kept.revision), (old.hash.clone(), 1));
    tx.commit().await.unwrap();
    let again = campaigns::note_version(&mut db.write().await.unwrap(), id, &step).await;
    assert!(again.unwrap_err().is_conflict(), "a move is noted once");

    // What is begun under the old version is handed in only after it has moved.
    let submission = Submission { at: at(3), by: None, receipt: "M-1", result: "{}" };
    let mut tx = db.write().await.unwrap();
    assert!(assessments::submit(&mut tx, begun, 1, submission).await.unwrap_err().is_conflict());
    assert_eq!(assessments::move_to(&mut tx, begun, 1, &new.hash, &Document::default(), at(3)).await.unwrap(), 2);
    assert!(assessments::move_to(&mut tx, begun, 1, &new.hash, &Document::default(), at(3)).await.unwrap_err().is_conflict());
    assert_eq!(assessments::submit(&mut tx, begun, 2, submission).await.unwrap(), 3);
    assert!(assessments::move_to(&mut tx, begun, 3, &old.hash, &Document::default(), at(3)).await.unwrap_err().is_conflict(), "handed in");
    assert!(campaigns::set_survey(&mut tx, id, &new.hash, old).await.unwrap_err().is_conflict(), "an assessment is handed in");
    assert!(matches!(campaigns::set_survey(&mut tx, ids::new_id(), &new.hash, old).await, Err(StoreError::NotFound)));
}
