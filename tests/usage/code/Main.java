package com.example;

import com.huaweicloud.sdk.ecs.v2.*;
import com.huaweicloud.sdk.ecs.v2.model.*;
import com.huaweicloud.sdk.vpc.v2.VpcClient;
import com.huaweicloud.sdk.vpc.v2.model.ListVpcsRequest;
import java.util.Map;

public class Main extends Base {
    private final VpcClient vpc;
    private Map<String, com.huaweicloud.sdk.ims.v2.ImsClient> images;

    Main(VpcClient vpc) {
        this.vpc = vpc;
    }

    private EcsClient servers() {
        return EcsClient.newBuilder().withCredential(null).build();
    }

    void run(Object unknown) {
        vpc.listVpcs(new ListVpcsRequest());
        servers().listServersDetails(new ListServersDetailsRequest().withLimit(1));
        images.get("a").listImages(null);
        var client = EcsAsyncClient.newBuilder().build();
        client.showServerAsync(new ShowServerRequest()).thenAccept(it -> it.getServer());
        list(this.vpc::listSubnets);
        ((EcsClient) unknown).deleteServers(null);
        inherited.listFlavors(null);
        unknown.listServerGroups(null);
        for (EcsClient each : all) {
            each.batchStartServersInvoker(null).invoke();
        }
    }
}

class Base {
    protected EcsClient inherited;
}
