<?php

namespace App;

use HuaweiCloud\SDK\Ecs\V2\EcsClient;
use HuaweiCloud\SDK\Ecs\V2\Model\{ListServersDetailsRequest, ShowServerRequest as Show};
use HuaweiCloud\SDK\Vpc\V2\VpcClient as Network;

class Service
{
    private ?Network $vpc = null;
    private $made;

    public function __construct(private EcsClient $ecs, $images)
    {
        $this->made = $images;
    }

    public function run($unknown, $name): void
    {
        $this->ecs->listServersDetails(new ListServersDetailsRequest());
        $this->vpc?->listVpcs(null);
        $this->made->listImages(null);
        self::client()->deleteServersAsync(null);
        $unknown->showServer(new Show());
        $unknown->listFlavors(null);
        foreach ([Network::newBuilder()->build()] as $each) {
            $each->listSubnets(null);
        }
        $this->ecs->$name();
    }

    private static function client(): EcsClient
    {
        return EcsClient::newBuilder()->build();
    }
}

$images = \HuaweiCloud\SDK\Ims\V2\ImsClient::newBuilder()->build();
(new Service(Service::client(), $images))->run(null, 'x');
