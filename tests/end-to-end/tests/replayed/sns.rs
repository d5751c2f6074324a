//! Subscriptions that aren't confirmed, the sandbox of text messages, origination numbers, data protection policies,
//! and page tokens.

use std::fmt::Display;

use aws_resources::sns::Sns;
use end_to_end::{
    answers::query,
    script::{Answer, Script, session},
};

const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:orders";

fn answer(operation: &str, result: impl Display) -> Answer {
    query("http://sns.amazonaws.com/doc/2010-03-31/", operation, result)
}

fn subscription(arn: &str, endpoint: &str) -> String {
    format!(
        "<member><SubscriptionArn>{arn}</SubscriptionArn><Endpoint>{endpoint}</Endpoint><Protocol>email</Protocol>\
         <TopicArn>{TOPIC}</TopicArn></member>"
    )
}

#[tokio::test]
async fn subscribing_gives_the_arn_before_it_is_confirmed() {
    let arn = format!("{TOPIC}:1");
    let made = answer("Subscribe", format!("<SubscriptionArn>{arn}</SubscriptionArn>"));
    let script = Script::new([made]);
    let topic = Sns::new(&session(&script)).topic(TOPIC);
    let made = topic.subscribe().with(|r| r.protocol("email").endpoint("ann@example.com")).await.unwrap();
    assert_eq!(made.map(|it| it.arn_identifier().to_owned()), Some(arn));
    assert_eq!(script.request(0).param("ReturnSubscriptionArn").as_deref(), Some("true"));
}

#[tokio::test]
async fn unconfirmed_subscriptions_are_told_apart_by_their_summaries() {
    let members = [
        subscription("PendingConfirmation", "ann@example.com"),
        subscription("PendingConfirmation", "bob@example.com"),
        subscription(&format!("{TOPIC}:1"), "eve@example.com"),
    ];
    let listed = format!("<Subscriptions>{}</Subscriptions><NextToken>2</NextToken>", members.concat());
    let rest = format!("<Subscriptions>{}</Subscriptions>", subscription(&format!("{TOPIC}:2"), "joe@example.com"));
    let script = Script::new([answer("ListSubscriptionsByTopic", listed), answer("ListSubscriptionsByTopic", rest)]);
    let found = Sns::new(&session(&script)).topic(TOPIC).subscriptions().try_collect().await.unwrap();
    let endpoints: Vec<_> = found.iter().map(|it| it.summary().unwrap().endpoint.clone().unwrap()).collect();
    assert_eq!(endpoints, ["ann@example.com", "bob@example.com", "eve@example.com", "joe@example.com"]);
    assert_eq!(script.request(1).param("NextToken").as_deref(), Some("2"));
    assert!(found[0].arn().await.is_err(), "the word isn't an ARN");
    assert_eq!(found[2].arn().await.unwrap().as_str(), format!("{TOPIC}:1"));
}

#[tokio::test]
async fn a_number_of_the_sandbox_is_searched() {
    let number = |number: &str, status: &str| {
        format!("<member><PhoneNumber>{number}</PhoneNumber><Status>{status}</Status></member>")
    };
    let page = |member: String, next: &str| {
        answer("ListSMSSandboxPhoneNumbers", format!("<PhoneNumbers>{member}</PhoneNumbers>{next}"))
    };
    let pages = || {
        [
            page(number("+15555550100", "Verified"), "<NextToken>2</NextToken>"),
            page(number("+15555550101", "Pending"), ""),
        ]
    };
    let created = answer("CreateSMSSandboxPhoneNumber", "");
    let verified = answer("VerifySMSSandboxPhoneNumber", "");
    let deleted = answer("DeleteSMSSandboxPhoneNumber", "");
    let script = Script::new([created].into_iter().chain(pages()).chain([verified]).chain(pages()).chain([deleted]));
    let sns = Sns::new(&session(&script));
    let made = sns.create_sms_sandbox_phone_number().with(|r| r.phone_number("+15555550101")).await.unwrap();
    let made = made.expect("the request has the number");
    assert_eq!(made.data().await.unwrap().status().map(|status| status.as_str()), Some("Pending"));
    made.verify().with(|r| r.one_time_password("12345")).await.unwrap();
    assert_eq!(script.request(3).param("PhoneNumber").as_deref(), Some("+15555550101"));
    assert!(sns.sms_sandbox_phone_number("+15555550199").data().await.unwrap_err().is_not_found());
    made.delete().await.unwrap();
    let sent = script.request(6);
    assert_eq!(sent.operation(), "DeleteSMSSandboxPhoneNumber");
    assert_eq!(sent.param("PhoneNumber").as_deref(), Some("+15555550101"));
}

#[tokio::test]
async fn settings_of_text_messages_are_a_map() {
    let entry = "<entry><key>DefaultSMSType</key><value>Transactional</value></entry>";
    let script = Script::new([
        answer("GetSMSAttributes", format!("<attributes>{entry}</attributes>")),
        answer("GetSMSSandboxAccountStatus", "<IsInSandbox>true</IsInSandbox>"),
    ]);
    let sns = Sns::new(&session(&script));
    let attributes = sns.get_sms_attributes().await.unwrap().unwrap();
    assert_eq!(attributes["DefaultSMSType"], "Transactional");
    assert!(sns.get_sms_sandbox_account_status().await.unwrap());
}

#[tokio::test]
async fn origination_numbers_are_listed_and_searched() {
    let page = |number: &str, next: &str| {
        let capability = "<NumberCapabilities><member>SMS</member></NumberCapabilities>";
        let member = format!(
            "<member><PhoneNumber>{number}</PhoneNumber><Status>ACTIVE</Status><RouteType>Transactional</RouteType>\
             <Iso2CountryCode>US</Iso2CountryCode>{capability}</member>"
        );
        answer("ListOriginationNumbers", format!("<PhoneNumbers>{member}</PhoneNumbers>{next}"))
    };
    let pages = || [page("+15555550100", "<NextToken>2</NextToken>"), page("+15555550101", "")];
    let script = Script::new(pages().into_iter().chain(pages()).chain(pages()));
    let sns = Sns::new(&session(&script));
    let listed = sns.origination_numbers().try_collect().await.unwrap();
    assert_eq!(listed.iter().map(|number| number.number()).collect::<Vec<_>>(), ["+15555550100", "+15555550101"]);
    assert_eq!(listed[0].loaded().unwrap().iso2_country_code(), Some("US"), "a listing brings the data");
    let found = sns.origination_number("+15555550101");
    assert_eq!(found.data().await.unwrap().status(), Some("ACTIVE"));
    assert_eq!(script.request(3).param("NextToken").as_deref(), Some("2"));
    assert!(sns.origination_number("+15555550199").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_data_protection_policy_belongs_to_a_topic() {
    let text = r#"{"Name":"no cards","Version":"2021-06-01","Statement":[]}"#;
    let found = format!("<DataProtectionPolicy>{text}</DataProtectionPolicy>");
    let error = "<ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic does not exist</Message>\
                 </Error><RequestId>request-1</RequestId></ErrorResponse>";
    let put = Answer::http(200, "text/xml", "<PutDataProtectionPolicyResponse/>");
    let script = Script::new([put, answer("GetDataProtectionPolicy", found), Answer::http(404, "text/xml", error)]);
    let topic = Sns::new(&session(&script)).topic(TOPIC);
    let policy = topic.data_protection_policy();
    policy.put().with(|r| r.data_protection_policy(text)).await.unwrap();
    assert_eq!(script.request(0).param("ResourceArn").as_deref(), Some(TOPIC));
    assert_eq!(script.request(0).param("DataProtectionPolicy").as_deref(), Some(text));
    assert_eq!(policy.data().await.unwrap().data_protection_policy(), Some(text));
    assert_eq!(policy.topic(), topic);
    assert!(policy.reload().await.unwrap_err().is_not_found());
}
