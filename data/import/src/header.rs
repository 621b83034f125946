//! What a column holds, by the words of its header, in both languages and every spelling seen so far.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// What is permitted, in words; or, in some tables, the action: its cells decide.
    Permission,
    /// What is permitted, or what an API does, in words.
    Title,
    Api,
    Method,
    Action,
    /// The actions behind the pattern of the column before.
    ActionDetail,
    Dependencies,
    IamProject,
    EnterpriseProject,
    Scope,
    ByInstance,
    ByTag,
    AccessLevel,
    ResourceType,
    ConditionKey,
    Alias,
    Urn,
    ValueType,
    Multivalued,
    Description,
    /// A role or policy.
    Role,
    RoleKind,
    RoleContent,
    Remarks,
    Scenario,
    Module,
    Service,
    /// What needs permissions of other services.
    Feature,
    /// The services that a feature uses.
    Uses,
    /// The roles, policies or actions that a feature needs.
    Required,
    /// How a statement of the role/policy model names a resource.
    Path,
    Other,
}

/// What the header's words say.
pub(super) fn column(header: &str) -> Column {
    let text = normalized(header);
    let (base, bracket) = text.split_once('(').unwrap_or((&text, ""));
    if text.contains("service:resource:action") {
        return Column::Action;
    }
    let found = WORDS.iter().find(|(_, words)| words.contains(&text.as_str()));
    let found = found.or_else(|| WORDS.iter().find(|(_, words)| words.contains(&base)));
    match found {
        Some((Column::Title, _)) if bracket == "action)" => Column::Action,
        Some((column, _)) => *column,
        // A header may be corrupted behind a word that is clear; only those that name one thing count so.
        None => Column::Other,
    }
}

/// Whether a cell says one of the five access levels.
pub(super) fn is_level(text: &str) -> bool {
    level(text).is_some()
}

/// The access level that a cell says.
pub(super) fn level(text: &str) -> Option<hwc_iam_data::shared::words::AccessLevel> {
    let word = text.trim().to_lowercase().replace([' ', '-'], "_");
    hwc_iam_data::shared::words::AccessLevel::from_name(&word)
}

/// Whether a header looks like the name of a system-defined role or policy, as in tables of operations by role.
pub(super) fn is_role_name(header: &str) -> bool {
    let words =
        ["FullAccess", "ReadOnlyAccess", "Administrator", "Admin", "Viewer", "Guest", "Operator", "CommonOperations"];
    let others = ["Access", "Policy", "Manager", "Development", "Operations", "FullWithOutDeletePermission"];
    let header = header.trim();
    let last = header.split([' ', '\u{a0}']).rfind(|it| !it.starts_with('(') && !it.eq_ignore_ascii_case("permission"));
    header.contains("FullAccess")
        || header.contains("Administrator")
        || last.is_some_and(|it| words.iter().chain(&others).any(|word| it.ends_with(word)))
}

/// Lower case, no blanks, no stars, one kind of brackets.
fn normalized(header: &str) -> String {
    let kept = header.chars().filter(|it| !it.is_whitespace() && *it != '*' && *it != '\u{ad}');
    kept.flat_map(char::to_lowercase)
        .map(|it| match it {
            '（' => '(',
            '）' => ')',
            '：' => ':',
            it => it,
        })
        .collect()
}

const WORDS: &[(Column, &[&str])] = &[
    (
        Column::Permission,
        &[
            "permission",
            "permissions",
            "权限",
            "permissionname",
            "system-definedpermission",
            "system-definedpermissions",
            "系统权限",
            "permissionset",
            "权限名称",
            "policyname",
            "策略名称",
        ],
    ),
    (
        Column::Title,
        &[
            "权限描述",
            "权限说明",
            "api功能",
            "操作名称",
            "用途",
            "gaussdb(dws)资源操作",
            "dws资源操作",
            "apifunction",
            "function",
            "operation",
            "operations",
            "操作",
            "dws操作",
            "ges操作",
            "apiname",
            "api名称",
            "procedure",
            "功能",
        ],
    ),
    (
        Column::Api,
        &[
            "api",
            "apis",
            "对应api接口",
            "对应的api接口",
            "对应的api",
            "对应api",
            "接口",
            "uri",
            "url",
            "api定义",
            "api接口",
        ],
    ),
    (Column::Method, &["方法", "method", "httpmethod", "请求方法"]),
    (
        Column::Action,
        &[
            "action",
            "actions",
            "actionname",
            "fine-grainedaction",
            "授权项",
            "action项",
            "iamaction",
            "授权项(action)",
            "操作(action)",
            "授权项名称",
            "custompolicyaction",
        ],
    ),
    (Column::ActionDetail, &["specificaction", "action详情", "specificactions"]),
    (
        Column::Dependencies,
        &[
            "dependencies",
            "dependency",
            "dependencyitem",
            "dependentpermission",
            "dependentpermissions",
            "dependentaction",
            "dependentactions",
            "relatedaction",
            "relatedactions",
            "依赖的授权项",
            "依赖的授权项(action)",
            "依赖其他服务的最小化授权项",
            "依赖关系",
            "dependedsystempermissions",
            "依赖授权项",
            "依赖的obs权限",
            "依赖",
            "依赖角色",
        ],
    ),
    (
        Column::IamProject,
        &["iamproject", "iamprojects", "iamproject(project)", "iam(project)", "iam", "iam项目", "iam项目(project)"],
    ),
    (
        Column::EnterpriseProject,
        &[
            "enterpriseproject",
            "enterpriseprojects",
            "enterprise(enterpriseproject)",
            "enterprise",
            "企业项目",
            "企业项目(enterpriseproject)",
        ],
    ),
    (Column::Scope, &["authorizationscope", "scope", "授权范围", "授权项作用域", "授权作用域", "作用域"]),
    (Column::ByInstance, &["实例授权", "authorizationbyinstance"]),
    (Column::ByTag, &["标签授权", "authorizationbytag"]),
    (Column::AccessLevel, &["accesslevel", "访问级别"]),
    (Column::ResourceType, &["resourcetype", "resourcetypes", "资源类型"]),
    (
        Column::ConditionKey,
        &["conditionkey", "conditionkeys", "条件键", "service-specificconditionkey", "服务级条件键"],
    ),
    (Column::Alias, &["alias", "aliases", "别名"]),
    (Column::Urn, &["urn"]),
    (Column::ValueType, &["valuetype", "值类型", "数据类型", "datatype"]),
    (Column::Multivalued, &["single-valued/multivalued", "单值/多值", "单值或多值", "single-valuedormultivalued"]),
    (Column::Description, &["description", "描述", "说明", "权限策略说明"]),
    (
        Column::Role,
        &[
            "role",
            "policy",
            "role/policyname",
            "role/policy",
            "policy/rolename",
            "policyname/systemrole",
            "rolename",
            "systempolicy",
            "systemrole",
            "系统角色/策略名称",
            "策略名称/系统角色",
            "角色名称",
            "策略",
            "角色",
            "系统策略",
            "systemrole/policyname",
            "systemrole/policy",
            "policy/role",
            "权限策略",
        ],
    ),
    (
        Column::RoleKind,
        &["type", "category", "类别", "策略类别", "policytype", "类型", "rolecategory", "权限类型", "permissiontype"],
    ),
    (Column::RoleContent, &["policycontent", "rolecontent", "策略内容", "角色内容"]),
    (Column::Remarks, &["remarks", "remark", "备注", "note", "notes"]),
    (Column::Scenario, &["scenario", "applicablescenario", "scenarios", "适用场景", "授权方式"]),
    (Column::Module, &["module", "模块", "分类", "group"]),
    (
        Column::Feature,
        &[
            "consolefunction",
            "nodename",
            "节点名称",
            "applicationscenario",
            "console功能",
            "控制台功能",
            "trigger/function",
        ],
    ),
    (Column::Uses, &["dependentservice", "dependentservices", "依赖服务", "依赖的服务"]),
    (
        Column::Required,
        &[
            "role/policyrequired",
            "roleorpolicyrequired",
            "requiredrole/policy",
            "least-privilegepermissions",
            "systempermission",
            "需配置角色/策略",
        ],
    ),
    (Column::Path, &["path", "路径", "资源路径", "resourcepath", "权限策略中的资源唯一标识"]),
    (Column::Service, &["service", "servicename", "服务", "所属区域服务", "云服务"]),
];
