//! Vaults, archives and jobs. The fake lists everything on one page, ends every job at once, forgets the tree hashes,
//! and knows nothing of parts, policies and locks.

use aws_resources::glacier::Glacier;
use aws_sdk_glacier::{Client, primitives::ByteStream, types::ActionCode};
use end_to_end::fake::Account;

use crate::{SOON, pages};

/// The fake's code for an unknown vault is `VaultNotFound`, which the SDK's waiter doesn't know: on AWS it is
/// `ResourceNotFoundException`.
#[tokio::test]
async fn a_vault_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let glacier = Glacier::new(&account.session);
    let vault =
        glacier.create_vault().with(|r| r.vault_name("films")).await.unwrap().expect("the request has the name");
    assert_eq!((vault.account_id(), vault.name()), ("-", "films"));
    vault.wait_until_exists().every(SOON).await.unwrap();
    let plain = Client::new(&account.config).describe_vault().account_id("-").vault_name("films").send().await.unwrap();
    let arn = vault.arn().await.unwrap();
    end_to_end::exercised::arn("glacier.Vault", &arn, plain.vault_arn());
    let template = "arn:${Partition}:glacier:${Region}:${Account}:vaults/${VaultName}";
    account.assert_arn(&arn, template, &[("VaultName", "films")]);
    assert_eq!(vault.data().await.unwrap().number_of_archives(), 0);
    vault.delete().await.unwrap();
    let gone = vault.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

#[tokio::test]
async fn vaults_belong_to_an_account() {
    let account = Account::new("eu-west-1").await;
    let glacier = Glacier::new(&account.session);
    let mine = glacier.account(&account.id);
    let vault = mine.create_vault().with(|r| r.vault_name("films")).await.unwrap().unwrap();
    assert_eq!(vault.account(), mine);
    assert_eq!(vault, mine.vault("films"));
    assert_ne!(vault, glacier.vault("-", "films"), "the same vault by another name of its account");
    glacier.vault("-", "songs").create().await.unwrap();
    let found = pages(glacier.vaults(), |vault| format!("{} {}", vault.account_id(), vault.name())).await.unwrap();
    assert_eq!(found, [["- films", "- songs"]]);
    let found = pages(mine.vaults(), |vault| vault.account_id().to_owned()).await.unwrap();
    assert_eq!(found, [[&*account.id, &*account.id]]);
}

#[tokio::test]
async fn an_archive_is_got_by_a_job() {
    let account = Account::new("us-east-1").await;
    let glacier = Glacier::new(&account.session);
    let vault = glacier.vault("-", "films");
    vault.create().await.unwrap();
    let archive = vault.upload_archive().with(|r| r.body(ByteStream::from_static(b"a film"))).await.unwrap();
    let archive = archive.expect("the answer has the id");
    assert_eq!(archive.vault(), vault);
    let job = archive.initiate_archive_retrieval().await.unwrap().expect("the answer has the id");
    job.wait_until_completed().every(SOON).await.unwrap();
    let data = job.data().await.unwrap();
    assert_eq!(data.action(), Some(&ActionCode::ArchiveRetrieval));
    assert_eq!(job.archive().await.unwrap(), Some(archive.clone()));
    let output = job.get_output().await.unwrap().body.collect().await.unwrap();
    assert_eq!(output.into_bytes(), "a film");

    let inventory = vault.initiate_inventory_retrieval().await.unwrap().unwrap();
    assert_eq!(inventory.data().await.unwrap().action(), Some(&ActionCode::InventoryRetrieval));
    let mut jobs: Vec<_> = pages(vault.jobs(), |job| job.id().to_owned()).await.unwrap().concat();
    let mut expected = [job.id().to_owned(), inventory.id().to_owned()];
    jobs.sort();
    expected.sort();
    assert_eq!(jobs, expected);
    let listed = vault.jobs().first().await.unwrap().unwrap();
    assert!(listed.summary().unwrap().job_id().is_some());

    archive.delete().await.unwrap();
}
