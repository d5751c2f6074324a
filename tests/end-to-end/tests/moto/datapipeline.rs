//! Pipelines and their objects. The fake knows no tasks, no instances and no attempts, and a deleted pipeline is
//! unknown, where AWS says that it was deleted.

use aws_resources::datapipeline::DataPipeline;
use aws_sdk_datapipeline::{
    Client,
    types::{Field, PipelineObject, Tag},
};
use end_to_end::fake::Account;

use crate::pages;

async fn create(account: &Account, name: &str) -> String {
    let made = Client::new(&account.config).create_pipeline().name(name).unique_id(name).send().await.unwrap();
    made.pipeline_id
}

/// A page of the fake has 50 pipelines.
#[tokio::test]
async fn pipelines_are_listed_page_by_page() {
    let account = Account::new("us-east-1").await;
    let client = Client::new(&account.config);
    for number in 0..60 {
        create(&account, &format!("pipeline-{number}")).await;
    }
    let mut plain = client.list_pipelines().into_paginator().send();
    let mut expected = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        expected.push(page.pipeline_id_list().iter().map(|it| it.id().unwrap().to_owned()).collect::<Vec<_>>());
    }
    let pipelines = DataPipeline::new(&account.session).pipelines();
    let found = pages(pipelines.clone(), |pipeline| pipeline.id().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [50, 10]);
    assert_eq!(pipelines.first().await.unwrap().unwrap().summary().unwrap().name(), Some("pipeline-0"));
}

#[tokio::test]
async fn a_pipeline_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let pipelines = DataPipeline::new(&account.session);
    let made = pipelines.create_pipeline().with(|r| r.name("nightly").unique_id("1")).await.unwrap();
    assert_eq!(made.data().await.unwrap().name(), "nightly");
    let arn = made.arn().await.unwrap();
    let template = "arn:${Partition}:datapipeline:${Region}:${Account}:pipeline/${PipelineId}";
    account.assert_arn(&arn, template, &[("PipelineId", made.id())]);

    let field = Field::builder().key("type").string_value("Schedule").build().unwrap();
    let object = PipelineObject::builder().id("Default").name("Default").fields(field).build().unwrap();
    let put = made.put_definition().with(|r| r.pipeline_objects(object)).await.unwrap();
    assert!(!put.errored());
    let definition = made.get_definition().await.unwrap();
    assert_eq!(definition.pipeline_objects()[0].id(), "Default");
    let object = made.object("Default");
    assert_eq!(object.data().await.unwrap().fields()[0].string_value(), Some("Schedule"));
    assert_eq!(object.pipeline(), made);
    assert!(made.object("none").data().await.unwrap_err().is_not_found());
    made.activate().await.unwrap();

    made.delete().await.unwrap();
    let gone = made.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

#[tokio::test]
async fn tags_come_with_the_pipeline() {
    let account = Account::new("us-east-1").await;
    let tag = Tag::builder().key("team").value("data").build().unwrap();
    let client = Client::new(&account.config);
    let made = client.create_pipeline().name("nightly").unique_id("1").tags(tag).send().await.unwrap();
    let pipeline = DataPipeline::new(&account.session).pipeline(made.pipeline_id);
    let tags = pipeline.tags_collection().try_collect().await.unwrap();
    assert_eq!(tags.iter().map(|tag| (tag.pipeline_id(), tag.key())).collect::<Vec<_>>(), [(pipeline.id(), "team")]);
    assert_eq!(tags[0].loaded().unwrap().value(), "data");
    assert_eq!(pipeline.tag_subresource("team").data().await.unwrap().value(), "data");
    assert!(pipeline.tag_subresource("none").data().await.unwrap_err().is_not_found());
}
