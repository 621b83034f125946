#!/bin/bash
set -euo pipefail
# hcloud ECS DeleteServers
region=cn-north-4
HCLOUD=/usr/local/bin/hcloud
hcloud configure set --cli-profile=default
hcloud IMS GlanceShowImage --image_id=7ca68c5b --cli-region=$region | jq .
id=$(sudo -E hcloud "ECS" 'ListServersDetails' --limit="$N")
$HCLOUD ELB ShowListenerTags/v2 --listener_id="$id"
hcloud ELB ShowListenerTags --listener_id="$id"
bash -c 'hcloud EVS ListVolumes'
hcloud ECS "$1"
hcloud server list
hcloud ECS DoWhatNobodyKnows
hcloud --cli-profile=other VPC
openstack server list --long
echo "hcloud ECS BatchStopServers"
cat <<EOF
hcloud ECS BatchStartServers
EOF
for it in a b; do
  hcloud VPC DeleteVpc/v2 --vpc_id="$it" && break
done
