namespace App;

public partial class Program
{
    private HuaweiCloud.SDK.Ims.V2.ImsClient? _images;

    public static EcsClient Make() => EcsClient.NewBuilder().Build();

    public void Stop() => Make().BatchStopServers(null);
}
