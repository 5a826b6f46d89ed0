//! Contracts of `store::rounds`.

use miernik::ids;
use miernik::store::campaigns::{self, CampaignState};
use miernik::store::rounds::{FrozenRound, RoundResult};
use miernik::store::{Db, StoreError, Tx, rounds};

use super::fixture::{World, at, world};

both!(freezes_once, refuses_half_a_round);

fn round(world: &World) -> FrozenRound {
    FrozenRound {
        campaign_id: world.campaign.id,
        frozen_at: at(7),
        engine_version: "1".to_owned(),
        survey_hash: world.survey.hash.clone(),
        overview: r#"{"n":3,"median":null}"#.to_owned(),
    }
}

fn results(world: &World) -> Vec<RoundResult> {
    let result = |(n, m): (usize, &miernik::store::municipalities::Municipality)| RoundResult {
        municipality_id: m.id,
        result: format!(r#"{{"score":"{n}.50","name":"{}"}}"#, m.name),
    };
    world.municipalities.iter().enumerate().map(result).collect()
}

async fn freeze(tx: &mut Tx, world: &World, results: &[RoundResult]) -> Result<(), StoreError> {
    rounds::freeze(tx, &round(world)).await?;
    rounds::add_results(tx, world.campaign.id, results).await
}

async fn freezes_once(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    assert_eq!(rounds::round(&mut tx, world.campaign.id).await.unwrap(), None);
    freeze(&mut tx, &world, &results(&world)).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = db.read().await.unwrap();
    assert_eq!(rounds::round(&mut tx, world.campaign.id).await.unwrap(), Some(round(&world)));
    assert_eq!(rounds::results(&mut tx, world.campaign.id).await.unwrap(), results(&world));
    let one = rounds::result(&mut tx, world.campaign.id, world.municipalities[1].id).await.unwrap();
    assert_eq!(one, Some(results(&world)[1].clone()));
    assert_eq!(rounds::result(&mut tx, world.campaign.id, ids::new_id()).await.unwrap(), None);
    assert_eq!(rounds::results(&mut tx, ids::new_id()).await.unwrap(), []);
    let some = [world.municipalities[0].id, ids::new_id(), world.municipalities[2].id];
    let found = rounds::results_of(&mut tx, world.campaign.id, &some).await.unwrap();
    assert_eq!(found, [results(&world)[0].clone(), results(&world)[2].clone()]);
    assert_eq!(rounds::results_of(&mut tx, world.campaign.id, &[]).await.unwrap(), []);
    drop(tx);
    let mut tx = db.write().await.unwrap();
    assert_eq!(rounds::published(&mut tx).await.unwrap(), [], "frozen is not published");
    campaigns::set_state(&mut tx, world.campaign.id, CampaignState::Open, CampaignState::Published, at(9)).await.unwrap();
    assert_eq!(rounds::published(&mut tx).await.unwrap(), [round(&world)]);
    tx.rollback().await.unwrap();

    let again = rounds::freeze(&mut db.write().await.unwrap(), &round(&world)).await;
    assert!(again.unwrap_err().is_conflict(), "a campaign is frozen once");
}

async fn refuses_half_a_round(db: &Db) {
    let world = world(db).await;
    let unknown = RoundResult { municipality_id: ids::new_id(), result: "{}".to_owned() };
    let refused = freeze(&mut db.write().await.unwrap(), &world, &[results(&world)[0].clone(), unknown]).await;
    assert!(matches!(refused, Err(StoreError::Other(_))), "{refused:?}");
    let twice = [results(&world)[0].clone(), results(&world)[0].clone()];
    assert!(freeze(&mut db.write().await.unwrap(), &world, &twice).await.unwrap_err().is_conflict());
    assert_eq!(rounds::round(&mut db.read().await.unwrap(), world.campaign.id).await.unwrap(), None, "nothing of it stays");
}
