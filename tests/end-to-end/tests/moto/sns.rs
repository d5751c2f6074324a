//! Topics, subscriptions, and apps with push services. The fake confirms every subscription at once, and knows neither
//! the sandbox nor origination numbers.

use aws_resources::{
    prelude::*,
    sns::{Sns, Topic},
};
use aws_sdk_sns::{
    Client,
    operation::get_topic_attributes::GetTopicAttributesError,
    types::{PublishBatchRequestEntry, Tag},
};
use end_to_end::fake::Account;

use crate::pages;

async fn create(account: &Account, name: &str) -> Topic {
    let made = Client::new(&account.config).create_topic().name(name).send().await.unwrap();
    Sns::new(&account.session).topic(made.topic_arn.unwrap())
}

/// A page of the fake has 100 topics, as on AWS.
#[tokio::test]
async fn topics_are_listed_page_by_page() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    for number in 0..120 {
        client.create_topic().name(format!("topic-{number:03}")).send().await.unwrap();
    }
    let mut plain = client.list_topics().into_paginator().send();
    let mut expected = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        expected.push(page.topics().iter().map(|it| it.topic_arn().unwrap().to_owned()).collect::<Vec<_>>());
    }
    let topics = Sns::new(&account.session).topics();
    let found = pages(topics, |topic| topic.arn_identifier().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [100, 20]);
}

#[tokio::test]
async fn a_topic_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let sns = Sns::new(&account.session);
    let topic = sns.create_topic().with(|r| r.name("orders")).await.unwrap().expect("the answer has the ARN");
    let data = topic.data().await.unwrap();
    let arn = topic.arn().await.unwrap();
    end_to_end::exercised::arn(
        "sns.Topic",
        &arn,
        data.attributes().and_then(|it| it.get("TopicArn")).map(String::as_str),
    );
    let template = "arn:${Partition}:sns:${Region}:${Account}:${TopicName}";
    account.assert_arn(&arn, template, &[("TopicName", "orders")]);
    topic.set_attributes().with(|r| r.attribute_name("DisplayName").attribute_value("Orders")).await.unwrap();
    assert!(topic.loaded().is_none(), "an action forgets the data");
    let data = topic.data().await.unwrap();
    assert_eq!(data.attributes().and_then(|it| it.get("DisplayName")).map(String::as_str), Some("Orders"));
    assert!(topic.publish().with(|r| r.message("hello")).await.unwrap().message_id().is_some());

    topic.delete().await.unwrap();
    let gone = topic.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    let sdk = gone.sdk_error::<GetTopicAttributesError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(GetTopicAttributesError::is_not_found_exception), "{sdk:?}");
    assert_eq!(sns.topics().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn a_subscription_belongs_to_its_topic() {
    let account = Account::new("eu-west-1").await;
    let topic = create(&account, "orders").await;
    let other = create(&account, "bills").await;
    let subscribe = topic.subscribe().with(|r| r.protocol("sqs").endpoint("arn:aws:sqs:eu-west-1:1:orders"));
    let subscription = subscribe.await.unwrap().expect("the answer has the ARN");
    other.subscribe().with(|r| r.protocol("sqs").endpoint("arn:aws:sqs:eu-west-1:1:bills")).await.unwrap();
    let arn = subscription.arn().await.unwrap();
    let listed = topic.subscriptions().try_collect().await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&subscription));
    end_to_end::exercised::arn("sns.Subscription", &arn, listed[0].summary().unwrap().subscription_arn());
    let template = "arn:${Partition}:sns:${Region}:${Account}:${TopicName}:${SubscriptionId}";
    account.assert_arn(&arn, template, &[("TopicName", "orders")]);
    assert_eq!(Sns::new(&account.session).subscriptions().try_collect().await.unwrap().len(), 2);
    assert_eq!(subscription.topic().await.unwrap(), Some(topic));

    subscription
        .set_attributes()
        .with(|r| r.attribute_name("RawMessageDelivery").attribute_value("true"))
        .await
        .unwrap();
    let data = subscription.data().await.unwrap();
    assert_eq!(data.attributes().and_then(|it| it.get("RawMessageDelivery")).map(String::as_str), Some("true"));
    subscription.delete().await.unwrap();
    let gone = subscription.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

/// A page of the fake has 100 subscriptions, as on AWS.
#[tokio::test]
async fn subscriptions_are_listed_page_by_page() {
    let account = Account::new("us-east-1").await;
    let (orders, bills) = (create(&account, "orders").await, create(&account, "bills").await);
    let client = Client::new(&account.config);
    for (topic, count) in [(&orders, 105), (&bills, 5)] {
        for number in 0..count {
            let endpoint = format!("arn:aws:sqs:us-east-1:1:queue-{number:03}");
            let call = client.subscribe().topic_arn(topic.arn_identifier()).protocol("sqs").endpoint(endpoint);
            call.send().await.unwrap();
        }
    }
    let own = pages(orders.subscriptions(), |it| it.arn_identifier().to_owned()).await.unwrap();
    assert_eq!(own.iter().map(Vec::len).collect::<Vec<_>>(), [100, 5]);
    assert!(own.concat().iter().all(|arn| arn.starts_with(orders.arn_identifier())));
    let all = pages(Sns::new(&account.session).subscriptions(), |it| it.arn_identifier().to_owned()).await.unwrap();
    assert_eq!(all.iter().map(Vec::len).collect::<Vec<_>>(), [100, 10]);
}

#[tokio::test]
async fn an_app_has_endpoints() {
    let account = Account::new("us-east-1").await;
    let sns = Sns::new(&account.session);
    let app = sns.create_platform_application().with(|r| {
        r.name("shop").platform("GCM").attributes("PlatformCredential", "key").attributes("PlatformPrincipal", "none")
    });
    let app = app.await.unwrap().unwrap();
    let listed = sns.platform_applications().try_collect().await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&app));
    let returned = listed[0].summary().unwrap();
    end_to_end::exercised::arn(
        "sns.PlatformApplication",
        &app.arn().await.unwrap(),
        returned.platform_application_arn(),
    );
    let endpoint = app.create_platform_endpoint().with(|r| r.token("abc")).await.unwrap().unwrap();
    let endpoints = app.endpoints().try_collect().await.unwrap();
    assert_eq!(endpoints, std::slice::from_ref(&endpoint));
    end_to_end::exercised::arn(
        "sns.PlatformEndpoint",
        &endpoint.arn().await.unwrap(),
        endpoints[0].summary().unwrap().endpoint_arn(),
    );
    endpoint.publish().with(|r| r.message("hello")).await.unwrap();
    endpoint.set_attributes().with(|r| r.attributes("CustomUserData", "ann")).await.unwrap();
    let data = endpoint.data().await.unwrap();
    assert_eq!(data.attributes().and_then(|it| it.get("CustomUserData")).map(String::as_str), Some("ann"));
    app.set_attributes().with(|r| r.attributes("SuccessFeedbackSampleRate", "50")).await.unwrap();
    let data = app.data().await.unwrap();
    let rate = data.attributes().and_then(|it| it.get("SuccessFeedbackSampleRate"));
    assert_eq!(rate.map(String::as_str), Some("50"));
    endpoint.delete().await.unwrap();
    assert!(endpoint.data().await.unwrap_err().is_not_found());
    app.delete().await.unwrap();
    assert!(app.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    let topic = create(&account, "orders").await;
    for (key, value) in [("stage", "test"), ("team", "shop")] {
        let tag = Tag::builder().key(key).value(value).build().unwrap();
        topic.tag_resource().with(|r| r.tags(tag)).await.unwrap();
    }
    let mut tags = topic.tags_collection().try_collect().await.unwrap();
    tags.sort_by_key(|tag| tag.key().to_owned());
    assert_eq!(tags.iter().map(|tag| tag.key()).collect::<Vec<_>>(), ["stage", "team"]);
    assert!(tags.iter().all(|tag| tag.resource_arn() == topic.arn_identifier()));
    assert_eq!(topic.tag_subresource("team").data().await.unwrap().value(), "shop");
    tags[0].delete().await.unwrap();
    assert!(tags[0].reload().await.unwrap_err().is_not_found());
    let report = topic.tags_collection().delete().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(topic.tags_collection().try_collect().await.unwrap(), []);
}

/// The fake takes numbers that end in 99 for ones that don't want messages.
#[tokio::test]
async fn numbers_opt_out_and_in() {
    let account = Account::new("us-east-1").await;
    let sns = Sns::new(&account.session);
    let out = sns.phone_number("+15555550199");
    assert!(out.check_if_opted_out().await.unwrap());
    assert!(!sns.phone_number("+15555550100").check_if_opted_out().await.unwrap());
    let listed = sns.phone_numbers_opted_out().try_collect().await.unwrap();
    assert!(!listed.is_empty());
    listed[0].opt_in().await.unwrap();
    assert!(!sns.phone_numbers_opted_out().try_collect().await.unwrap().contains(&listed[0]));
    sns.phone_number("+15555550100").publish().with(|r| r.message("hello")).await.unwrap();
}

/// AWS writes the policy of a topic with a statement for each permission, named by its label.
#[tokio::test]
async fn permissions_are_statements_of_a_topics_policy() {
    let account = Account::new("eu-west-1").await;
    let topic = create(&account, "orders").await;
    let add = topic.add_permission().with(|r| r.label("ann").aws_account_id("111122223333").action_name("Publish"));
    add.await.unwrap();
    let data = topic.data().await.unwrap();
    let with = &data.attributes().unwrap()["Policy"];
    assert!(with.contains("\"ann\"") && with.contains("arn:aws:iam::111122223333:root"), "{with}");
    topic.remove_permission().with(|r| r.label("ann")).await.unwrap();
    let data = topic.data().await.unwrap();
    let without = &data.attributes().unwrap()["Policy"];
    assert!(!without.contains("111122223333"), "{without}");
}

#[tokio::test]
async fn messages_are_published_together() {
    let account = Account::new("us-east-1").await;
    let topic = create(&account, "orders").await;
    let entry = |id: &str| PublishBatchRequestEntry::builder().id(id).message(id).build().unwrap();
    let publish = topic.publish_batch();
    let published =
        publish.with(|r| r.publish_batch_request_entries(entry("one")).publish_batch_request_entries(entry("two")));
    let published = published.await.unwrap();
    assert_eq!(published.successful().iter().filter_map(|it| it.id()).collect::<Vec<_>>(), ["one", "two"]);
    assert!(published.failed().is_empty());
    let missing = Sns::new(&account.session).topic(format!("{}-none", topic.arn_identifier()));
    let refused = missing.publish_batch().with(|r| r.publish_batch_request_entries(entry("one"))).await.unwrap_err();
    assert!(refused.is_not_found(), "{refused}");
}

/// The fake takes every token, and gives a subscription that it doesn't keep.
#[tokio::test]
async fn a_subscription_is_confirmed_with_a_token() {
    let account = Account::new("eu-west-1").await;
    let topic = create(&account, "orders").await;
    let confirmed = topic.confirm_subscription().with(|r| r.token("2336412f37")).await.unwrap();
    let confirmed = confirmed.expect("the answer has the ARN");
    let template = "arn:${Partition}:sns:${Region}:${Account}:${TopicName}:${SubscriptionId}";
    account.assert_arn(&confirmed.arn().await.unwrap(), template, &[("TopicName", "orders")]);
}

#[tokio::test]
async fn text_messages_have_settings() {
    let account = Account::new("eu-west-1").await;
    let sns = Sns::new(&account.session);
    sns.set_sms_attributes().with(|r| r.attributes("DefaultSMSType", "Transactional")).await.unwrap();
    let settings = sns.get_sms_attributes().await.unwrap().unwrap_or_default();
    assert_eq!(settings.get("DefaultSMSType").map(String::as_str), Some("Transactional"));
}
