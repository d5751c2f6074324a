//! Dataset groups: all that the fake knows of Forecast. It writes times as text, which the SDK doesn't read, so that they
//! can't be listed or loaded here; `replayed` shows that.

use aws_resources::forecast::Forecast;
use aws_sdk_forecast::{Client, types::Domain};
use end_to_end::{exercised, fake::Account};

#[tokio::test]
async fn a_dataset_group_is_created_and_deleted() {
    let account = Account::new("eu-west-1").await;
    let forecast = Forecast::new(&account.session);
    let create = forecast.create_dataset_group().with(|r| r.dataset_group_name("shop").domain(Domain::Retail));
    let group = create.await.unwrap().expect("AWS answers with the ARN");
    let arn = group.arn().await.unwrap();
    let template = "arn:${Partition}:forecast:${Region}:${Account}:dataset-group/${ResourceId}";
    account.assert_arn(&arn, template, &[("ResourceId", "shop")]);
    let client = Client::new(&account.config);
    let again = client.create_dataset_group().dataset_group_name("fair").domain(Domain::Retail).send().await.unwrap();
    let again = again.dataset_group_arn().unwrap().to_owned();
    exercised::arn("forecast.DatasetGroup", &forecast.dataset_group(&again).arn().await.unwrap(), Some(&again));

    for group in [group, forecast.dataset_group(again)] {
        group.delete().await.unwrap();
        let gone = group.data().await.unwrap_err();
        assert!(gone.is_not_found(), "{gone}");
        assert_eq!(gone.code(), Some("ResourceNotFoundException"));
    }
    assert_eq!(forecast.dataset_groups().try_collect().await.unwrap(), []);
}
