//! Contracts of `store::in_context`.

use std::collections::BTreeMap;

use miernik::ids;
use miernik::store::in_context::InContext;
use miernik::store::{Db, in_context};

use super::fixture::world;

both!(finds_the_assessment_with_what_it_belongs_to);

async fn finds_the_assessment_with_what_it_belongs_to(db: &Db) {
    let world = world(db).await;
    let mut tx = db.read().await.unwrap();
    for assessment in world.assessments {
        let municipality = world.municipalities.iter().find(|municipality| municipality.id == assessment.municipality_id).unwrap().clone();
        let expected = InContext { campaign: world.campaign.clone(), municipality, assessment, views: BTreeMap::new() };
        assert_eq!(in_context::by_id(&mut tx, expected.assessment.id).await.unwrap(), Some(expected));
    }
    assert_eq!(in_context::by_id(&mut tx, ids::new_id()).await.unwrap(), None);
}
