//! Queues by their URLs, and the messages in them. The fake knows no moves of messages.

use aws_resources::sqs::{Queue, Sqs};
use aws_sdk_sqs::{
    Client,
    operation::get_queue_attributes::GetQueueAttributesError,
    types::{
        ChangeMessageVisibilityBatchRequestEntry, DeleteMessageBatchRequestEntry, QueueAttributeName,
        SendMessageBatchRequestEntry,
    },
};
use end_to_end::fake::Account;

use crate::pages;

async fn create(account: &Account, name: &str) -> Queue {
    let made = Client::new(&account.config).create_queue().queue_name(name).send().await.unwrap();
    Sqs::new(&account.session).queue(made.queue_url.unwrap())
}

#[tokio::test]
async fn a_listing_has_the_pages_of_the_plain_sdk() {
    let account = Account::new("eu-west-1").await;
    for name in ["bills", "clicks", "mails", "orders", "views"] {
        create(&account, name).await;
    }
    let mut plain = Client::new(&account.config).list_queues().into_paginator().page_size(2).send();
    let mut expected = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        expected.push(page.queue_urls().to_vec());
    }
    let sqs = Sqs::new(&account.session);
    let found = pages(sqs.queues().page_size(2), |queue| queue.url().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
    assert_eq!(pages(sqs.queues(), |queue| queue.url().to_owned()).await.unwrap().len(), 1);
    let some = sqs.queues().filter(|r| r.queue_name_prefix("mail")).try_collect().await.unwrap();
    assert_eq!(some.len(), 1);
    assert!(some[0].url().ends_with("/mails"));
}

/// `checklist 193`
#[tokio::test]
async fn a_queue_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let sqs = Sqs::new(&account.session);
    let queue = sqs.create_queue().with(|r| r.queue_name("orders")).await.unwrap().expect("the answer has the URL");
    assert_eq!(sqs.get_queue_by_name().with(|r| r.queue_name("orders")).await.unwrap(), Some(queue.clone()));
    let arn = queue.arn().await.unwrap();
    let attributes = queue.client().get_queue_attributes().queue_url(queue.url());
    let attributes = attributes.attribute_names(QueueAttributeName::QueueArn).send().await.unwrap();
    let returned = &attributes.attributes().unwrap()[&QueueAttributeName::QueueArn];
    end_to_end::exercised::arn("sqs.Queue", &arn, Some(returned));
    let template = "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}";
    account.assert_arn(&arn, template, &[("QueueName", "orders")]);

    queue.set_attributes().with(|r| r.attributes(QueueAttributeName::VisibilityTimeout, "77")).await.unwrap();
    assert!(queue.loaded().is_none(), "an action forgets the data");
    let data = queue.data().await.unwrap();
    let all = data.attributes().unwrap();
    assert_eq!(all[&QueueAttributeName::VisibilityTimeout], "77");
    assert!(all.contains_key(&QueueAttributeName::CreatedTimestamp), "all attributes come");

    queue.tag_action().with(|r| r.tags("team", "shop")).await.unwrap();
    let tags = queue.list_tags().await.unwrap().unwrap_or_default();
    assert_eq!(tags.get("team").map(String::as_str), Some("shop"));
    queue.untag_action().with(|r| r.tag_keys("team")).await.unwrap();
    assert!(queue.list_tags().await.unwrap().unwrap_or_default().is_empty());

    queue.delete().await.unwrap();
    let gone = queue.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    let sdk = gone.sdk_error::<GetQueueAttributesError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(GetQueueAttributesError::is_queue_does_not_exist), "{sdk:?}");
    let unknown = sqs.get_queue_by_name().with(|r| r.queue_name("orders")).await.unwrap_err();
    assert!(unknown.is_not_found(), "{unknown}");
}

/// `checklist 193`
#[tokio::test]
async fn messages_are_received_and_deleted() {
    let account = Account::new("eu-west-1").await;
    let queue = create(&account, "orders").await;
    queue.send_message().with(|r| r.message_body("one")).await.unwrap();
    let entry = |id: &str| SendMessageBatchRequestEntry::builder().id(id).message_body(id).build().unwrap();
    let sent = queue.send_messages().with(|r| r.entries(entry("two")).entries(entry("three"))).await.unwrap();
    assert_eq!(sent.successful().len(), 2);

    let received = queue.receive_messages().with(|r| r.max_number_of_messages(10)).await.unwrap();
    let mut bodies: Vec<_> = received.iter().map(|it| it.loaded().unwrap().body().unwrap().to_owned()).collect();
    bodies.sort();
    assert_eq!(bodies, ["one", "three", "two"]);
    assert_eq!(queue.receive_messages().await.unwrap(), [], "they are hidden now");
    assert_eq!((received[0].queue_url(), received[0].queue()), (queue.url(), queue.clone()));
    for message in &received[1..] {
        message.delete().await.unwrap();
    }
    received[0].change_visibility().with(|r| r.visibility_timeout(0)).await.unwrap();
    let again = queue.receive_messages().await.unwrap();
    assert_eq!(again.len(), 1);
    let ids = |message: &aws_resources::sqs::Message| message.loaded().unwrap().message_id().map(str::to_owned);
    assert_eq!(ids(&again[0]), ids(&received[0]));
    assert_ne!(again[0], received[0], "it has another receipt");
    queue.message(again[0].receipt_handle()).delete().await.unwrap();
    queue.purge().await.unwrap();
    let data = queue.reload().await.unwrap();
    assert_eq!(data.attributes().unwrap()[&QueueAttributeName::ApproximateNumberOfMessages], "0");
}

#[tokio::test]
async fn a_batch_says_which_messages_it_left() {
    let account = Account::new("eu-west-1").await;
    let queue = create(&account, "orders").await;
    for body in ["one", "two", "three"] {
        queue.send_message().with(|r| r.message_body(body)).await.unwrap();
    }
    let received = queue.receive_messages().with(|r| r.max_number_of_messages(10)).await.unwrap();
    assert_eq!(received.len(), 3);

    let shown = |id: &str, receipt: &str| {
        let entry = ChangeMessageVisibilityBatchRequestEntry::builder().id(id).receipt_handle(receipt);
        entry.visibility_timeout(0).build().unwrap()
    };
    let change = queue.change_message_visibility_batch();
    let change = change.with(|r| r.entries(shown("first", received[0].receipt_handle())).entries(shown("no", "none")));
    let changed = change.await.unwrap();
    assert_eq!(changed.successful().iter().map(|entry| entry.id()).collect::<Vec<_>>(), ["first"]);
    assert_eq!((changed.failed()[0].id(), changed.failed()[0].code()), ("no", "ReceiptHandleIsInvalid"));
    let again = queue.receive_messages().with(|r| r.max_number_of_messages(10)).await.unwrap();
    let bodies: Vec<_> = again.iter().map(|message| message.loaded().unwrap().body().unwrap().to_owned()).collect();
    assert_eq!(bodies, [received[0].loaded().unwrap().body().unwrap()], "the others are hidden still");

    let entry = |id: &str, receipt: &str| {
        DeleteMessageBatchRequestEntry::builder().id(id).receipt_handle(receipt).build().unwrap()
    };
    let delete = queue.delete_messages().with(|r| {
        let r = r.entries(entry("first", again[0].receipt_handle())).entries(entry("no", "none"));
        r.entries(entry("second", received[1].receipt_handle())).entries(entry("third", received[2].receipt_handle()))
    });
    let deleted = delete.await.unwrap();
    let mut ids: Vec<_> = deleted.successful().iter().map(|entry| entry.id()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["first", "second", "third"]);
    assert_eq!(deleted.failed().iter().map(|entry| entry.id()).collect::<Vec<_>>(), ["no"]);
    let data = queue.data().await.unwrap();
    assert_eq!(data.attributes().unwrap()[&QueueAttributeName::ApproximateNumberOfMessagesNotVisible], "0");
}

#[tokio::test]
async fn permissions_are_statements_of_a_queues_policy() {
    let account = Account::new("us-east-1").await;
    let queue = create(&account, "orders").await;
    let add = queue.add_permission().with(|r| r.label("ann").aws_account_ids("111122223333").actions("SendMessage"));
    add.await.unwrap();
    let data = queue.data().await.unwrap();
    let policy = &data.attributes().unwrap()[&QueueAttributeName::Policy];
    for part in ["\"ann\"", "arn:aws:iam::111122223333:root", "SQS:SendMessage", queue.arn().await.unwrap().as_str()] {
        assert!(policy.contains(part), "{part} in {policy}");
    }
    queue.remove_permission().with(|r| r.label("ann")).await.unwrap();
    let data = queue.data().await.unwrap();
    assert_eq!(data.attributes().unwrap().get(&QueueAttributeName::Policy), None);
    let again = queue.remove_permission().with(|r| r.label("ann")).await.unwrap_err();
    assert_eq!(again.code(), Some("InvalidParameterValue"));
}

/// The fake gives all source queues on one page.
#[tokio::test]
async fn a_dead_letter_queue_knows_its_sources() {
    let account = Account::new("eu-west-1").await;
    let dead = create(&account, "dead").await;
    let arn = dead.arn().await.unwrap();
    let mut sources = Vec::new();
    for name in ["bills", "orders"] {
        let queue = create(&account, name).await;
        let policy = format!(r#"{{"deadLetterTargetArn":"{arn}","maxReceiveCount":"3"}}"#);
        queue.set_attributes().with(|r| r.attributes(QueueAttributeName::RedrivePolicy, policy)).await.unwrap();
        sources.push(queue);
    }
    assert_eq!(dead.dead_letter_source_queues().try_collect().await.unwrap(), sources);
}
