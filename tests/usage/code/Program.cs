global using HuaweiCloud.SDK.Ecs.V2;
using HuaweiCloud.SDK.Ecs.V2.Model;
using Network = HuaweiCloud.SDK.Vpc.V2;

namespace App;

public partial class Program(EcsClient given)
{
    private readonly Network.VpcClient _vpc = Network.VpcClient.NewBuilder().Build();
    private EcsClient Servers => given;

    public async Task Run(dynamic unknown)
    {
        var all = given.ListServersDetails(new ListServersDetailsRequest { Limit = 1 });
        Servers.ShowServer(null);
        this._vpc.ListVpcs(null);
        _images?.ListImages(null);
        var client = EcsAsyncClient.NewBuilder().Build();
        await client.DeleteServersAsync(null);
        if (unknown is EcsClient it) it.ListFlavors(null);
        foreach (var each in new List<Network.VpcClient>()) each.ListSubnets(null);
        unknown.ListServerInterfaces(null);
        (unknown as EcsClient).ListServerGroups(null);
    }
}
