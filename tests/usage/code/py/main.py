import boto3
from app.clients import Clients, servers
from huaweicloudsdkims.v2 import *
from huaweicloudsdkims.v2.ims_async_client import ImsAsyncClient
from huaweicloudsdkelb.v3 import ElbClient, ListPoolsRequest
from .app import clients as made


def images(client, request):
    return client.list_images(request)


def network(clients: "Clients"):
    clients.network.list_vpcs(None)


def unknown(client):
    client.list_servers_details(None)


def pools(client):
    client.list_pools(ListPoolsRequest())


class Job(Clients):
    limit = 1

    def run(self):
        self.ecs.show_server(None)
        retry(self.ecs.delete_servers, 3)
        with made.servers("x") as it:
            it.list_flavors(None)
        getattr(self.ecs, "list_server_interfaces")(None)
        getattr(self.ecs, self.name)(None)

    def list_vpcs(self):
        pass


async def main():
    client = ImsClient.new_builder(ImsClient).build()
    images(client=client, request=ListImagesRequest())
    asynchronous = ImsAsyncClient.new_builder().build()
    await asynchronous.copy_image_in_region_async(CopyImageInRegionRequest())
    Job().list_vpcs()
    boto3.client("ec2").create_subnet(1)
