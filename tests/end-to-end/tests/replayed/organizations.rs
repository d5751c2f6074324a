//! Handshakes, transfers, the resource policy, and listings that the fake doesn't page.

use aws_resources::{ErrorKind, organizations::Organizations};
use aws_sdk_organizations::types::{
    EffectivePolicyType, HandshakeParty, HandshakePartyType, HandshakeState, ResponsibilityTransferStatus,
    ResponsibilityTransferType,
};
use end_to_end::{
    answers::{json as answer, json_error_upper},
    exercised,
    script::{Answer, Script, session},
};
use serde_json::{Value, json};

const ARN: &str = "arn:aws:organizations::123456789012:transfer/o-abcdefghij/billing/inbound/rt-1";

fn error(code: &str) -> Answer {
    json_error_upper(code, "no")
}

#[tokio::test]
async fn a_handshake_is_sent_and_cancelled() {
    let arn = "arn:aws:organizations::123456789012:handshake/o-abcdefghij/invite/h-1";
    let handshake = |state: &str| json!({"Handshake": {"Id": "h-1", "Arn": arn, "State": state}});
    let script = Script::new([
        answer(handshake("OPEN")),
        answer(handshake("CANCELED")),
        answer(json!({"Handshakes": [{"Id": "h-2"}], "NextToken": "more"})),
        answer(json!({"Handshakes": [], "NextToken": "again"})),
        answer(json!({"Handshakes": [{"Id": "h-1"}]})),
        error("HandshakeNotFoundException"),
    ]);
    let organizations = Organizations::new(&session(&script));
    let sent = organizations.organization().invite_account().await.unwrap().unwrap();
    exercised::arn("organizations.Handshake", &sent.arn().await.unwrap(), Some(arn));
    let cancelled = sent.cancel().await.unwrap().unwrap();
    assert_eq!(cancelled.data().await.unwrap().state(), Some(&HandshakeState::Canceled));
    assert_eq!(script.operations(), ["InviteAccountToOrganization", "CancelHandshake"]);
    assert_eq!(script.request(1).json(), json!({"HandshakeId": "h-1"}));
    let all = organizations.handshakes_for_organization().try_collect().await.unwrap();
    assert_eq!(all, [organizations.handshake("h-2"), sent.clone()], "an empty page isn't the last");
    assert!(sent.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_handshake_is_answered_by_the_other_side() {
    let handshake = |id: &str, state: &str| answer(json!({"Handshake": {"Id": id, "State": state}}));
    let script = Script::new([
        answer(json!({"Handshakes": [{"Id": "h-1"}], "NextToken": "more"})),
        answer(json!({"Handshakes": [{"Id": "h-2"}]})),
        handshake("h-1", "ACCEPTED"),
        handshake("h-2", "DECLINED"),
        handshake("h-3", "REQUESTED"),
        answer(json!({})),
    ]);
    let organizations = Organizations::new(&session(&script));
    let received = organizations.handshakes_for_account().try_collect().await.unwrap();
    assert_eq!(received, [organizations.handshake("h-1"), organizations.handshake("h-2")]);
    assert_eq!(script.request(1).json(), json!({"NextToken": "more"}));
    let accepted = received[0].accept().await.unwrap().unwrap();
    assert_eq!(accepted.loaded().unwrap().state(), Some(&HandshakeState::Accepted));
    assert_eq!(script.request(2).json(), json!({"HandshakeId": "h-1"}));
    let declined = received[1].decline().await.unwrap().unwrap();
    assert_eq!(declined.loaded().unwrap().state(), Some(&HandshakeState::Declined));
    assert_eq!(script.request(3).json(), json!({"HandshakeId": "h-2"}));
    let organization = organizations.organization();
    let all = organization.enable_all_features().await.unwrap();
    assert_eq!(all, Some(organizations.handshake("h-3")));
    organization.leave().await.unwrap();
    assert_eq!(script.operations()[4..], ["EnableAllFeatures", "LeaveOrganization"]);
}

#[tokio::test]
async fn accounts_of_the_government_and_with_invalid_policies() {
    let status = json!({"Id": "car-1", "State": "IN_PROGRESS", "GovCloudAccountId": "210987654322"});
    let script = Script::new([
        answer(json!({"CreateAccountStatus": status})),
        answer(json!({"Accounts": [{"Id": "210987654321"}], "PolicyType": "TAG_POLICY", "NextToken": "more"})),
        answer(json!({"Accounts": [{"Id": "210987654322"}], "PolicyType": "TAG_POLICY"})),
    ]);
    let organizations = Organizations::new(&session(&script));
    let create = organizations.create_gov_cloud_account().with(|r| r.account_name("gov").email("gov@example.com"));
    let status = create.await.unwrap().unwrap();
    assert_eq!(status, organizations.create_account_status("car-1"));
    assert_eq!(status.loaded().unwrap().gov_cloud_account_id(), Some("210987654322"));
    assert_eq!(script.request(0).json(), json!({"AccountName": "gov", "Email": "gov@example.com"}));
    let invalid = organizations.accounts_with_invalid_effective_policy();
    let invalid = invalid.filter(|r| r.policy_type(EffectivePolicyType::TagPolicy)).try_collect().await.unwrap();
    assert_eq!(invalid.iter().map(|it| it.id()).collect::<Vec<_>>(), ["210987654321", "210987654322"]);
    assert_eq!(script.request(2).json(), json!({"PolicyType": "TAG_POLICY", "NextToken": "more"}));
}

#[tokio::test(start_paused = true)]
async fn a_new_account_is_waited_for() {
    let status = |state: &str, account: Value| {
        answer(json!({"CreateAccountStatus": {"Id": "car-1", "State": state, "AccountId": account}}))
    };
    let script = Script::new([
        status("IN_PROGRESS", Value::Null),
        status("SUCCEEDED", json!("210987654321")),
        status("SUCCEEDED", json!("210987654321")),
        status("FAILED", Value::Null),
        answer(json!({"CreateAccountStatuses": [{"Id": "car-1"}], "NextToken": "more"})),
        answer(json!({"CreateAccountStatuses": [{"Id": "car-2"}]})),
    ]);
    let organizations = Organizations::new(&session(&script));
    let wanted = organizations.create_account_status("car-1");
    wanted.wait_until_succeeded().await.unwrap();
    assert_eq!(wanted.account().await.unwrap(), Some(organizations.account("210987654321")));
    assert_eq!(wanted.wait_until_succeeded().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
    assert_eq!(script.request(0).json(), json!({"CreateAccountRequestId": "car-1"}));
    let all = organizations.create_account_statuses().try_collect().await.unwrap();
    assert_eq!(all, [wanted, organizations.create_account_status("car-2")]);
}

#[tokio::test]
async fn transfers_are_paged_without_the_sdk() {
    let script = Script::new([
        answer(json!({"ResponsibilityTransfers": [{"Id": "rt-1", "Arn": ARN}], "NextToken": "more"})),
        answer(json!({"ResponsibilityTransfers": [{"Id": "rt-2", "ActiveHandshakeId": "h-1"}]})),
    ]);
    let organizations = Organizations::new(&session(&script));
    let transfers = organizations.inbound_responsibility_transfers().page_size(1).try_collect().await.unwrap();
    assert_eq!(transfers.iter().map(|it| it.id()).collect::<Vec<_>>(), ["rt-1", "rt-2"]);
    assert_eq!(script.request(0).json(), json!({"Type": "BILLING", "MaxResults": 1}));
    assert_eq!(script.request(1).json(), json!({"Type": "BILLING", "MaxResults": 1, "NextToken": "more"}));
    exercised::arn("organizations.ResponsibilityTransfer", &transfers[0].arn().await.unwrap(), Some(ARN));
    assert_eq!(transfers[0].active_handshake().await.unwrap(), None);
    assert_eq!(transfers[1].active_handshake().await.unwrap(), Some(organizations.handshake("h-1")));
}

#[tokio::test]
async fn a_transfer_is_offered_renamed_and_ended() {
    let transfer = |status: &str, name: &str| {
        let members = json!({"Id": "rt-1", "Arn": ARN, "Status": status, "Name": name, "ActiveHandshakeId": "h-1"});
        answer(json!({"ResponsibilityTransfer": members}))
    };
    let script = Script::new([
        answer(json!({"Handshake": {"Id": "h-1", "Action": "TRANSFER_RESPONSIBILITY"}})),
        answer(json!({"ResponsibilityTransfers": [{"Id": "rt-1"}], "NextToken": "more"})),
        answer(json!({"ResponsibilityTransfers": [{"Id": "rt-2"}]})),
        transfer("REQUESTED", "bills"),
        transfer("ACCEPTED", "invoices"),
        transfer("WITHDRAWN", "invoices"),
        error("ResponsibilityTransferNotFoundException"),
    ]);
    let organizations = Organizations::new(&session(&script));
    let payer = HandshakeParty::builder().id("210987654321").r#type(HandshakePartyType::Account).build().unwrap();
    let invite = organizations.invite_organization_to_transfer_responsibility();
    let invite = invite.with(|r| r.r#type(ResponsibilityTransferType::Billing).target(payer).source_name("bills"));
    let handshake = invite.await.unwrap();
    assert_eq!(handshake, Some(organizations.handshake("h-1")));
    let target = json!({"Id": "210987654321", "Type": "ACCOUNT"});
    assert_eq!(script.request(0).json(), json!({"Type": "BILLING", "Target": target, "SourceName": "bills"}));
    let transfers = organizations.outbound_responsibility_transfers().try_collect().await.unwrap();
    assert_eq!(transfers[1], organizations.responsibility_transfer("rt-2"));
    assert_eq!(script.request(2).json(), json!({"Type": "BILLING", "NextToken": "more"}));

    let transfer = organizations.responsibility_transfer("rt-1");
    assert_eq!(transfer.active_handshake().await.unwrap(), handshake);
    exercised::arn("organizations.ResponsibilityTransfer", &transfer.arn().await.unwrap(), Some(ARN));
    assert_eq!(script.request(3).json(), json!({"Id": "rt-1"}));
    let renamed = transfer.update().with(|r| r.name("invoices")).await.unwrap().unwrap();
    assert_eq!(renamed.loaded().unwrap().name(), Some("invoices"));
    assert_eq!(script.request(4).json(), json!({"Id": "rt-1", "Name": "invoices"}));
    let ended = transfer.terminate().await.unwrap().unwrap();
    assert_eq!(ended.loaded().unwrap().status(), Some(&ResponsibilityTransferStatus::Withdrawn));
    assert_eq!(script.request(5).json(), json!({"Id": "rt-1"}));
    assert!(transfer.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn the_resource_policy_is_put() {
    let own = "arn:aws:organizations::123456789012:resourcepolicy/o-abcdefghij/rp-12345678";
    let policy = |content: &str| {
        answer(
            json!({"ResourcePolicy": {"ResourcePolicySummary": {"Id": "rp-12345678", "Arn": own}, "Content": content}}),
        )
    };
    let script = Script::new([policy("{}"), policy("{ }")]);
    let organizations = Organizations::new(&session(&script));
    let made = organizations.put_resource_policy().with(|r| r.content("{}")).await.unwrap();
    assert_eq!(made, organizations.resource_policy());
    exercised::arn("organizations.ResourcePolicy", &made.arn().await.unwrap(), Some(own));
    let put = made.put().with(|r| r.content("{ }")).await.unwrap();
    assert_eq!(put.loaded().unwrap().content(), Some("{ }"));
    assert!(made.loaded().is_none(), "what was put before is forgotten");
    assert_eq!(script.request(1).json(), json!({"Content": "{ }"}));
}

#[tokio::test]
async fn a_service_of_an_account_that_administers_none_is_not_found() {
    let script = Script::new([error("AccountNotRegisteredException")]);
    let service = Organizations::new(&session(&script)).delegated_service("210987654321", "guardduty.amazonaws.com");
    assert!(service.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn effective_policies_and_their_errors() {
    let broken = json!({"ErrorCode": "ELEMENTS_TOO_MANY", "PathToError": "tags"});
    let whole = json!({"ErrorCode": "INVALID"});
    let found = json!({"EffectivePolicyValidationErrors": [broken, whole]});
    let script = Script::new([
        answer(json!({"EffectivePolicy": {"TargetId": "210987654321", "PolicyContent": "{}"}})),
        error("EffectivePolicyNotFoundException"),
        answer(found.clone()),
        answer(json!({"EffectivePolicyValidationErrors": []})),
    ]);
    let account = Organizations::new(&session(&script)).account("210987654321");
    let policy = account.effective_policy(EffectivePolicyType::TagPolicy);
    assert_eq!(policy.data().await.unwrap().policy_content(), Some("{}"));
    assert_eq!(script.request(0).json(), json!({"TargetId": "210987654321", "PolicyType": "TAG_POLICY"}));
    assert!(policy.reload().await.unwrap_err().is_not_found());

    let errors = account.effective_policy_validation_errors();
    let errors = errors.filter(|r| r.policy_type(EffectivePolicyType::TagPolicy)).try_collect().await.unwrap();
    let named: Vec<_> = errors.iter().map(|it| (it.error_code(), it.path_to_error())).collect();
    assert_eq!(named, [("ELEMENTS_TOO_MANY", Some("tags")), ("INVALID", None)]);
    assert_eq!(errors[0].effective_policy(), policy);
    assert!(errors[1].reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_aws_managed_policy_and_the_resource_policy_keep_their_arns() {
    let managed = "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess";
    let own = "arn:aws:organizations::123456789012:resourcepolicy/o-abcdefghij/rp-12345678";
    let script = Script::new([
        answer(json!({"Policy": {"PolicySummary": {"Id": "p-FullAWSAccess", "Arn": managed}}})),
        answer(json!({"ResourcePolicy": {"ResourcePolicySummary": {"Id": "rp-12345678", "Arn": own}}})),
        answer(json!({"Tags": [{"Key": "team", "Value": "red"}]})),
        answer(json!({})),
        error("ResourcePolicyNotFoundException"),
    ]);
    let organizations = Organizations::new(&session(&script));
    assert_eq!(organizations.policy("p-FullAWSAccess").arn().await.unwrap().as_str(), managed);
    let policy = organizations.resource_policy();
    exercised::arn("organizations.ResourcePolicy", &policy.arn().await.unwrap(), Some(own));
    let tags = policy.tags_collection().try_collect().await.unwrap();
    assert_eq!(tags, [organizations.tag("rp-12345678", "team")]);
    assert_eq!(script.request(2).json(), json!({"ResourceId": "rp-12345678"}));
    policy.delete().await.unwrap();
    assert!(policy.data().await.unwrap_err().is_not_found());
}
