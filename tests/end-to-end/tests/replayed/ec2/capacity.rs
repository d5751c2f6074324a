//! Capacity: reserved, bid for, on hosts of one's own.

use super::{describes, gives, lists, pages, sends};

#[tokio::test]
async fn reservations_and_hosts_are_listed() {
    pages(
        "DescribeCapacityBlockOfferings",
        "capacityBlockOfferingSet",
        "capacityBlockOfferingId",
        |ec2| ec2.capacity_block_offerings(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeCapacityBlockStatus",
        "capacityBlockStatusSet",
        "capacityBlockId",
        |ec2| ec2.capacity_block_statuses(),
        |it| it.capacity_block_id(),
    )
    .await;
    pages("DescribeCapacityBlocks", "capacityBlockSet", "capacityBlockId", |ec2| ec2.capacity_blocks(), |it| it.id())
        .await;
    pages(
        "DescribeCapacityManagerDataExports",
        "capacityManagerDataExportSet",
        "capacityManagerDataExportId",
        |ec2| ec2.capacity_manager_data_exports(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeCapacityReservationCancellationQuotes",
        "capacityReservationCancellationQuoteSet",
        "capacityReservationCancellationQuoteId",
        |ec2| ec2.capacity_reservation_cancellation_quotes(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeCapacityReservationDateChangeQuotes",
        "capacityReservationModificationQuoteSet",
        "capacityReservationModificationQuoteId",
        |ec2| ec2.capacity_reservation_modification_quotes(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeCapacityReservationFleets",
        "capacityReservationFleetSet",
        "capacityReservationFleetId",
        |ec2| ec2.capacity_reservation_fleets(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeCapacityReservationTopology",
        "capacityReservationSet",
        "capacityReservationId",
        |ec2| ec2.capacity_reservation_topologies(),
        |it| it.capacity_reservation_id(),
    )
    .await;
    pages(
        "DescribeCapacityReservations",
        "capacityReservationSet",
        "capacityReservationId",
        |ec2| ec2.capacity_reservations(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeHostReservationOfferings",
        "offeringSet",
        "offeringId",
        |ec2| ec2.host_reservation_offerings(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeHostReservations",
        "hostReservationSet",
        "hostReservationId",
        |ec2| ec2.host_reservations(),
        |it| it.id(),
    )
    .await;
    lists(
        "DescribeReservedInstances",
        "reservedInstancesSet",
        "reservedInstancesId",
        |ec2| ec2.reserved_instances(),
        |it| it.id(),
    )
    .await;
    lists(
        "DescribeReservedInstancesListings",
        "reservedInstancesListingsSet",
        "reservedInstancesListingId",
        |ec2| ec2.reserved_instances_listings(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeReservedInstancesModifications",
        "reservedInstancesModificationsSet",
        "reservedInstancesModificationId",
        |ec2| ec2.reserved_instances_modifications(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeScheduledInstanceAvailability",
        "scheduledInstanceAvailabilitySet",
        "purchaseToken",
        |ec2| ec2.scheduled_instance_availabilities(),
        |it| it.purchase_token(),
    )
    .await;
    pages(
        "DescribeScheduledInstances",
        "scheduledInstanceSet",
        "scheduledInstanceId",
        |ec2| ec2.scheduled_instances(),
        |it| it.id(),
    )
    .await;
    pages(
        "GetCapacityManagerMonitoredTagKeys",
        "capacityManagerTagKeySet",
        "tagKey",
        |ec2| ec2.capacity_manager_monitored_tag_keys(),
        |it| it.key(),
    )
    .await;
}

#[tokio::test]
async fn reservations_and_hosts_are_described_or_not_found() {
    describes(
        "DescribeCapacityBlockStatus",
        "CapacityBlockId.1",
        "capacityBlockStatusSet",
        "capacityBlockId",
        |ec2| async move { ec2.capacity_block_status("one").data().await.map(drop) },
    )
    .await;
    describes("DescribeCapacityBlocks", "CapacityBlockId.1", "capacityBlockSet", "capacityBlockId", |ec2| async move {
        ec2.capacity_block("one").data().await.map(drop)
    })
    .await;
    describes(
        "DescribeCapacityManagerDataExports",
        "CapacityManagerDataExportId.1",
        "capacityManagerDataExportSet",
        "capacityManagerDataExportId",
        |ec2| async move { ec2.capacity_manager_data_export("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeCapacityReservationCancellationQuotes",
        "CapacityReservationCancellationQuoteId.1",
        "capacityReservationCancellationQuoteSet",
        "capacityReservationCancellationQuoteId",
        |ec2| async move { ec2.capacity_reservation_cancellation_quote("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeCapacityReservationDateChangeQuotes",
        "CapacityReservationModificationQuoteId.1",
        "capacityReservationModificationQuoteSet",
        "capacityReservationModificationQuoteId",
        |ec2| async move { ec2.capacity_reservation_modification_quote("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeCapacityReservationFleets",
        "CapacityReservationFleetId.1",
        "capacityReservationFleetSet",
        "capacityReservationFleetId",
        |ec2| async move { ec2.capacity_reservation_fleet("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeCapacityReservationTopology",
        "CapacityReservationId.1",
        "capacityReservationSet",
        "capacityReservationId",
        |ec2| async move { ec2.capacity_reservation_topology("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeCapacityReservations",
        "CapacityReservationId.1",
        "capacityReservationSet",
        "capacityReservationId",
        |ec2| async move { ec2.capacity_reservation("one").data().await.map(drop) },
    )
    .await;
    describes("DescribeHostReservationOfferings", "OfferingId", "offeringSet", "offeringId", |ec2| async move {
        ec2.host_reservation_offering("one").data().await.map(drop)
    })
    .await;
    describes(
        "DescribeHostReservations",
        "HostReservationIdSet.1",
        "hostReservationSet",
        "hostReservationId",
        |ec2| async move { ec2.host_reservation("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeReservedInstances",
        "ReservedInstancesId.1",
        "reservedInstancesSet",
        "reservedInstancesId",
        |ec2| async move { ec2.reserved_instance("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeReservedInstancesListings",
        "ReservedInstancesListingId",
        "reservedInstancesListingsSet",
        "reservedInstancesListingId",
        |ec2| async move { ec2.reserved_instances_listing("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeReservedInstancesModifications",
        "ReservedInstancesModificationId.1",
        "reservedInstancesModificationsSet",
        "reservedInstancesModificationId",
        |ec2| async move { ec2.reserved_instances_modification("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeScheduledInstances",
        "ScheduledInstanceId.1",
        "scheduledInstanceSet",
        "scheduledInstanceId",
        |ec2| async move { ec2.scheduled_instance("one").data().await.map(drop) },
    )
    .await;
}

#[tokio::test]
async fn actions_on_reservations_and_hosts_send_identifiers() {
    sends("AcceptCapacityReservationBillingOwnership", &[("CapacityReservationId", "one")], |ec2| {
        ec2.capacity_reservation("one").accept_billing_ownership()
    })
    .await;
    sends("AcceptReservedInstancesExchangeQuote", &[("ReservedInstanceId.1", "one")], |ec2| {
        ec2.reserved_instance("one").accept_exchange_quote()
    })
    .await;
    sends("AssociateCapacityReservationBillingOwner", &[("CapacityReservationId", "one")], |ec2| {
        ec2.capacity_reservation("one").associate_billing_owner()
    })
    .await;
    sends("CancelCapacityReservation", &[("CapacityReservationId", "one")], |ec2| {
        ec2.capacity_reservation("one").cancel()
    })
    .await;
    sends("CancelCapacityReservationFleets", &[("CapacityReservationFleetId.1", "one")], |ec2| {
        ec2.capacity_reservation_fleet("one").cancel()
    })
    .await;
    sends("CreateInterruptibleCapacityReservationAllocation", &[("CapacityReservationId", "one")], |ec2| {
        ec2.capacity_reservation("one").create_interruptible_allocation()
    })
    .await;
    sends("DeleteCapacityManagerDataExport", &[("CapacityManagerDataExportId", "one")], |ec2| {
        ec2.capacity_manager_data_export("one").delete()
    })
    .await;
    sends("DeleteQueuedReservedInstances", &[("ReservedInstancesId.1", "one")], |ec2| {
        ec2.reserved_instance("one").delete_queued()
    })
    .await;
    sends("DeleteSpotDatafeedSubscription", &[], |ec2| ec2.spot_datafeed_subscription().delete()).await;
    sends("DescribeFleetHistory", &[("FleetId", "one")], |ec2| ec2.fleet("one").describe_history()).await;
    sends("DescribeSpotFleetRequestHistory", &[("SpotFleetRequestId", "one")], |ec2| {
        ec2.spot_fleet_request("one").describe_history()
    })
    .await;
    sends("DisableCapacityManager", &[], |ec2| ec2.capacity_manager().disable()).await;
    sends("DisassociateCapacityReservationBillingOwner", &[("CapacityReservationId", "one")], |ec2| {
        ec2.capacity_reservation("one").disassociate_billing_owner()
    })
    .await;
    sends("EnableCapacityManager", &[], |ec2| ec2.capacity_manager().enable()).await;
    sends("GetCapacityReservationUsage", &[("CapacityReservationId", "one")], |ec2| {
        ec2.capacity_reservation("one").get_usage()
    })
    .await;
    sends("GetHostReservationPurchasePreview", &[("OfferingId", "one")], |ec2| {
        ec2.host_reservation_offering("one").get_purchase_preview()
    })
    .await;
    sends("GetReservedInstancesExchangeQuote", &[("ReservedInstanceId.1", "one")], |ec2| {
        ec2.reserved_instance("one").get_exchange_quote()
    })
    .await;
    sends("ModifyCapacityReservation", &[("CapacityReservationId", "one")], |ec2| {
        ec2.capacity_reservation("one").modify()
    })
    .await;
    sends("ModifyCapacityReservationFleet", &[("CapacityReservationFleetId", "one")], |ec2| {
        ec2.capacity_reservation_fleet("one").modify()
    })
    .await;
    sends("ModifyFleet", &[("FleetId", "one")], |ec2| ec2.fleet("one").modify()).await;
    sends("MoveCapacityReservationInstances", &[("SourceCapacityReservationId", "one")], |ec2| {
        ec2.capacity_reservation("one").move_instances()
    })
    .await;
    sends("RejectCapacityReservationBillingOwnership", &[("CapacityReservationId", "one")], |ec2| {
        ec2.capacity_reservation("one").reject_billing_ownership()
    })
    .await;
    sends("UpdateCapacityManagerOrganizationsAccess", &[], |ec2| ec2.capacity_manager().update_organizations_access())
        .await;
    sends("UpdateInterruptibleCapacityReservationAllocation", &[("CapacityReservationId", "one")], |ec2| {
        ec2.capacity_reservation("one").update_interruptible_allocation()
    })
    .await;
}

#[tokio::test]
async fn answers_name_reservations_and_hosts() {
    gives(
        "CreateCapacityManagerDataExport",
        &[],
        "capacityManagerDataExportId",
        |ec2| ec2.create_capacity_manager_data_export(),
        |ec2| ec2.capacity_manager_data_export("made"),
    )
    .await;
    gives(
        "CreateCapacityReservationBySplitting",
        &[("SourceCapacityReservationId", "one")],
        "destinationCapacityReservation/capacityReservationId",
        |ec2| ec2.capacity_reservation("one").create_by_splitting(),
        |ec2| ec2.capacity_reservation("made"),
    )
    .await;
    gives(
        "CreateCapacityReservationCancellationQuote",
        &[("CapacityReservationId", "one")],
        "capacityReservationCancellationQuote/capacityReservationCancellationQuoteId",
        |ec2| ec2.capacity_reservation("one").create_cancellation_quote(),
        |ec2| ec2.capacity_reservation_cancellation_quote("made"),
    )
    .await;
    gives(
        "CreateCapacityReservationDateChangeQuote",
        &[("CapacityReservationId", "one")],
        "capacityReservationModificationQuote/capacityReservationModificationQuoteId",
        |ec2| ec2.capacity_reservation("one").create_date_change_quote(),
        |ec2| ec2.capacity_reservation_modification_quote("made"),
    )
    .await;
    gives(
        "CreateCapacityReservationFleet",
        &[],
        "capacityReservationFleetId",
        |ec2| ec2.create_capacity_reservation_fleet(),
        |ec2| ec2.capacity_reservation_fleet("made"),
    )
    .await;
    gives(
        "ModifyReservedInstances",
        &[("ReservedInstancesId.1", "one")],
        "reservedInstancesModificationId",
        |ec2| ec2.reserved_instance("one").modify(),
        |ec2| ec2.reserved_instances_modification("made"),
    )
    .await;
    gives(
        "PurchaseCapacityBlock",
        &[("CapacityBlockOfferingId", "one")],
        "capacityReservation/capacityReservationId",
        |ec2| ec2.capacity_block_offering("one").purchase(),
        |ec2| ec2.capacity_reservation("made"),
    )
    .await;
    gives(
        "PurchaseReservedInstancesOffering",
        &[("ReservedInstancesOfferingId", "one")],
        "reservedInstancesId",
        |ec2| ec2.reserved_instances_offering("one").purchase(),
        |ec2| ec2.reserved_instance("made"),
    )
    .await;
}
