from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkecs.v2 import EcsClient
from huaweicloudsdkecs.v2.region.ecs_region import EcsRegion
import huaweicloudsdkvpc.v2 as network


def servers(region):
    return EcsClient.new_builder().with_credentials(BasicCredentials("a", "b")).with_region(EcsRegion.value_of(region)).build()


class Clients:
    def __init__(self, region="cn-north-4"):
        self.ecs = servers(region)
        self.vpc = network.VpcClient.new_builder().build()

    @property
    def network(self):
        return self.vpc
