import { EcsClient, ListServersDetailsRequest } from "@huaweicloud/huaweicloud-sdk-ecs";
import * as vpc from "@huaweicloud/huaweicloud-sdk-vpc/v2/public-api";
import { images } from "./images";

const { KmsClient } = require("@huaweicloud/huaweicloud-sdk-kms");

interface Clients { ecs: EcsClient; other: any }

export class Service {
    private vpc = vpc.VpcClient.newBuilder().build();
    constructor(private readonly clients: Clients, private keys = KmsClient.newBuilder().build()) {}

    async run(name: string): Promise<void> {
        await this.clients.ecs.listServersDetails(new ListServersDetailsRequest());
        (await this.vpc.listVpcs(undefined)).vpcs?.forEach(it => it.id);
        const { ecs: servers } = this.clients;
        servers!.showServer(undefined);
        this.keys.createKey(undefined);
        images()?.listImages(undefined);
        const make = async () => new EcsClient(undefined);
        (await make()).deleteServers(undefined);
        this.clients.other.listSubnets(undefined);
        (servers as any)[name]();
        servers["listFlavors"](undefined);
        const { EipClient } = await import("@huaweicloud/huaweicloud-sdk-eip/v3/EipClient");
        EipClient.newBuilder().build().showPublicip(undefined);
    }
}
