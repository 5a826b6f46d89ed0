//! Contracts of `store::networks`.

use miernik::ids;
use miernik::lang::Text;
use miernik::store::{Db, StoreError, networks};

use super::fixture::{network, world};

both!(reads_back_and_renames, keeps_slugs_unique, adds_and_removes_members);

async fn reads_back_and_renames(db: &Db) {
    let (mut first, second) = (network("first"), network("second"));
    let mut tx = db.write().await.unwrap();
    networks::insert(&mut tx, &first).await.unwrap();
    networks::insert(&mut tx, &second).await.unwrap();
    first.name = Text::same("Zażółć \"gęślą\"");
    networks::rename(&mut tx, first.id, &first.name).await.unwrap();
    assert!(matches!(networks::rename(&mut tx, ids::new_id(), &first.name).await, Err(StoreError::NotFound)));
    assert_eq!(networks::by_id(&mut tx, first.id).await.unwrap(), Some(first.clone()));
    assert_eq!(networks::by_slug(&mut tx, "second").await.unwrap(), Some(second.clone()));
    assert_eq!(networks::by_slug(&mut tx, "third").await.unwrap(), None);
    assert_eq!(networks::list(&mut tx).await.unwrap(), [first, second]);
}

async fn keeps_slugs_unique(db: &Db) {
    let mut tx = db.write().await.unwrap();
    networks::insert(&mut tx, &network("same")).await.unwrap();
    assert!(networks::insert(&mut tx, &network("same")).await.unwrap_err().is_conflict());
}

async fn adds_and_removes_members(db: &Db) {
    let world = world(db).await;
    let ids: Vec<_> = world.municipalities.iter().map(|m| m.id).collect();
    let mut tx = db.write().await.unwrap();
    assert_eq!(networks::add_members(&mut tx, world.network.id, &ids).await.unwrap(), 0, "they are members already");
    assert_eq!(networks::member_ids(&mut tx, world.network.id).await.unwrap(), ids);
    assert_eq!(networks::members(&mut tx, world.network.id).await.unwrap(), world.municipalities);
    let all = i64::try_from(ids.len()).unwrap();
    assert_eq!(networks::member_counts(&mut tx).await.unwrap(), [(world.network.id, all)]);
    networks::remove_member(&mut tx, world.network.id, ids[0]).await.unwrap();
    assert!(matches!(networks::remove_member(&mut tx, world.network.id, ids[0]).await, Err(StoreError::NotFound)));
    assert_eq!(networks::member_ids(&mut tx, world.network.id).await.unwrap(), ids[1..]);
    assert_eq!(networks::member_counts(&mut tx).await.unwrap(), [(world.network.id, all - 1)]);
    assert_eq!(networks::add_members(&mut tx, world.network.id, &ids).await.unwrap(), 1);
    let unknown = networks::add_members(&mut tx, world.network.id, &[ids::new_id()]).await;
    assert!(matches!(unknown, Err(StoreError::Other(_))), "{unknown:?}");
}
