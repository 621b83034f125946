package cloud

import (
	kms "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/kms/v2"
	vpc "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/vpc/v3"
)

func Vpc() *vpc.VpcClient { return vpc.NewVpcClient(nil) }

func Keys(name string) (*kms.KmsClient, error) { return nil, nil }
