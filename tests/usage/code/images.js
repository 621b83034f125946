const ims = require("@huaweicloud/huaweicloud-sdk-ims/v2/public-api");

exports.images = () => ims.ImsClient.newBuilder().withEndpoint("x").build();
