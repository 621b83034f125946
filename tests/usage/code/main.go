package main

import (
	"fmt"
	"os/exec"

	"example.com/app/cloud"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	ecs "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/ecs/v2"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/ecs/v2/model"
	elb2 "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/elb/v2"
	elb "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/elb/v3"
	ims "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/ims/v2"
	"github.com/other/lib"
)

type Lister interface {
	ListServersDetails(r *model.ListServersDetailsRequest) (*model.ListServersDetailsResponse, error)
}

type base struct{ *ims.ImsClient }

type service struct {
	base
	servers *ecs.EcsClient
	pools   map[string]*elb.ElbClient
	api     Lister
}

func (s *service) images() { s.ListImages(nil) }

// What is called like an operation and is the program's own.
func (s *service) ShowServer(id string) { s.servers.ShowServer(&model.ShowServerRequest{ServerId: id}) }

func (s *service) run(old *elb2.ElbClient) error {
	s.ShowServer("1")
	s.api.ListServersDetails(nil)
	for _, it := range s.pools {
		it.ListPools(nil)
	}
	old.CreatePool(nil)
	client := cloud.Vpc()
	client.ListVpcs(nil)
	kms, err := cloud.Keys("a")
	kms.CreateKey(nil)
	list := s.servers.DeleteServers
	fmt.Println(list, err)
	var any interface{} = client
	any.(*ecs.EcsClient).BatchStartServersAsync(nil)
	lib.Client().ListFlavors(nil)
	exec.Command("x").CreateServers()
	s.servers.CreateNothingThatIsKnown("x")
	return nil
}

func main() {
	auth := basic.NewCredentialsBuilder().Build()
	c := ecs.NewEcsClient(ecs.EcsClientBuilder().WithCredential(auth).Build())
	go func() { c.ListServerInterfacesInvoker(nil).Invoke() }()
}
