"""Secrecy, export, data, genetic resources. What is classified is told with the tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.covenants import SecrecyModel
from kit.model.ip import JointOwnership
from kit.model.members import Foreign, Member
from kit.model.tasks import DataUse, FundingKind, Task, TransferRoute
from kit.rules.general.teamwork import called, joint_rule, named, teams
from kit.rules.rule import Finding, Sureness, rule


def _abroad(members: Sequence[Member]) -> Member | None:
    return next((member for member in members if member.foreign is Foreign.FOREIGN_ENTITY), None)


def _foreign(members: Sequence[Member]) -> Member | None:
    """The first member from abroad or with foreign capital."""
    kinds = (Foreign.FOREIGN_ENTITY, Foreign.FOREIGN_INVESTED)
    return next((member for member in members if member.foreign in kinds), None)


def _unless_abroad(members: Sequence[Member]) -> Severity | None:
    """A lighter severity where there is only foreign capital: who controls the unit is not known."""
    return None if _abroad(members) else Severity.WARNING


@rule(
    "C-SEC-04",
    "有技术秘密而保密期限固定",
    severity=Severity.WARNING,
    basis=("AUCL 10", "CC 558"),
    sure=Sureness.JUDGEMENT,
)
def fixed_term_for_secrets(alliance: Alliance) -> Iterator[Finding]:
    """商业秘密的保护没有期限，到公开为止。选“单一固定期限”，到期前没有通知的技术秘密就可能失去合同保护。
    背景知识产权里有技术秘密的，宜选“期限加商业秘密延续”或“分级管理”。"""
    if alliance.secrecy.model is not SecrecyModel.FIXED:
        return
    secrets = [right for member in alliance.parties for right in member.background if "秘密" in (right.kind or "")]
    if secrets:
        yield Finding(
            "保密.方案",
            f"背景知识产权中有 {len(secrets)} 项技术秘密，保密却是单一固定期限",
            "请改选 期限加商业秘密延续 或 分级管理",
        )


@rule(
    "C-SEC-41",
    "保密年限或泄密报告时限为零",
    severity=Severity.WARNING,
    basis=("CC 501,558", "TTP 41"),
    sure=Sureness.JUDGEMENT,
)
def no_secrecy(alliance: Alliance) -> Iterator[Finding]:
    """合同终止后仍有保密义务，合作转化成果的各方还要约定保守技术秘密。
    年限为零，退出当天就不再保密；报告时限为零，无法履行。请填写年数和小时数。"""
    for label, number, unit, called_so in (
        ("年限", alliance.secrecy.years, "年", "保密年限"),
        ("泄密报告时限", alliance.secrecy.incident_hours, "小时", "泄密报告时限"),
    ):
        if number == 0:
            yield Finding(f"保密.{label}", f"{called_so}为 0 {unit}，等于没有约定", f"请填写{unit}数")


@rule("C-EXP-01", "两用物项任务有境外机构参加而没有出口许可", basis=("ECL 2,12", "DUR 14"))
def no_export_licence(alliance: Alliance) -> Iterator[Finding]:
    """向外国组织和个人提供管制物项、技术和数据，在境内提供也算，要有出口许可。
    任务涉及两用物项、参加单位里有境外机构而没有许可编号的，是错误；参加单位是外商投资企业或境外机构只是联盟成员的，提示核对接触人员。"""
    anyone = _foreign(alliance.members)
    for number, task, members in teams(alliance):
        if not task.dual_use or task.export_licence or anyone is None:
            continue
        field, hint = f"任务分工[{number}].出口许可", "请取得许可并填写编号，或不让其接触受管制的内容"
        abroad, foreign = _abroad(members), _foreign(members)
        if abroad:
            yield Finding(field, f"{called(task)}涉及两用物项，参加单位“{named(abroad)}”是境外机构，没有出口许可", hint)
        elif foreign or _abroad(alliance.members):
            who = foreign or _abroad(alliance.members)
            assert who is not None
            yield Finding(
                field,
                f"{called(task)}涉及两用物项，“{named(who)}”有境外因素，其人员可能接触受管制的内容",
                "请核对接触人员；需要许可的取得后填写编号",
                milder=Severity.WARNING,
            )


@rule("C-EXP-05", "境外机构参加任务须先审查", severity=Severity.INFO, basis=("ECL 18", "FTL 17,18,40", "TIE 33"))
def screen_the_foreign_entity(alliance: Alliance) -> Iterator[Finding]:
    """境外机构参加任务，要先查它是否列入管控名单、不可靠实体清单，并确定所提供的技术是自由、限制还是禁止出口。
    本工具没有这两项事实，每家境外机构提示一次；两用物项、数据、人类遗传资源和政府计划项目的任务另有规则。"""
    at_work = {id(member) for _, task, members in teams(alliance) for member in members if _is_plain(task)}
    for number, member in enumerate(alliance.members, 1):
        if member.foreign is Foreign.FOREIGN_ENTITY and id(member) in at_work:
            yield Finding(
                f"成员单位[{number}].境外因素",
                f"“{named(member)}”是境外机构并参加任务，须先查限制名单和技术出口类别",
                "请查询并留存记录",
            )


def _is_plain(task: Task) -> bool:
    """Whether no rule of its own looks at foreign members of the task."""
    data = task.data and (task.data.personal or task.data.important)
    funded = task.funding is FundingKind.GOVERNMENT_PROJECT
    return not (task.dual_use or data or task.genetic or funded)


def _data_tasks(alliance: Alliance) -> Iterator[tuple[int, Task, DataUse, list[Member]]]:
    """Tasks with personal information or important data."""
    for number, task, members in teams(alliance):
        if task.data and (task.data.personal or task.data.important):
            yield number, task, task.data, members


def _what(data: DataUse) -> str:
    return "、".join(word for word, used in (("个人信息", data.personal), ("重要数据", data.important)) if used)


@rule("C-DAT-01", "共享个人信息或重要数据而没有处理约定", basis=("NDR 12",))
def no_data_agreement(alliance: Alliance) -> Iterator[Finding]:
    """向其他单位提供个人信息和重要数据，要以合同约定处理目的、方式、范围和安全保护义务，并监督对方履行。
    任务处理这些数据、参加单位不止一家而没有“处理约定”的，请订立约定并填写名称或编号。"""
    for number, task, data, members in _data_tasks(alliance):
        if not data.agreement and len(members) > 1:
            yield Finding(
                f"任务分工[{number}].数据.处理约定",
                f"{called(task)}有 {len(members)} 家单位处理{_what(data)}，没有数据处理约定",
                "请订立数据处理约定，并填写名称或编号",
            )


@rule("C-DAT-02", "数据出境没有合法路径", basis=("PIPL 38", "NDR 35,37"))
def no_route_abroad(alliance: Alliance) -> Iterator[Finding]:
    """向境外提供重要数据，要通过安全评估；提供个人信息，要通过安全评估、经过保护认证或订立标准合同，法律另有几种例外。
    数据要出境而没有填“出境路径”的，涉及重要数据是错误，只涉及个人信息是警告：属于例外的，请豁免并写明是哪一种。"""
    for number, task, data, _ in _data_tasks(alliance):
        if data.abroad and data.route is None:
            yield Finding(
                f"任务分工[{number}].数据.出境路径",
                f"{called(task)}向境外提供{_what(data)}，没有写明出境的合法路径",
                "请先办理安全评估、保护认证或标准合同，并填写路径",
                milder=None if data.important else Severity.WARNING,
            )


@rule("C-DAT-41", "重要数据出境没有通过安全评估", basis=("DSL 31", "NDR 37"))
def important_data_without_assessment(alliance: Alliance) -> Iterator[Finding]:
    """重要数据出境要通过安全评估，保护认证和标准合同只适用于个人信息。请改办安全评估，或不向境外提供重要数据。"""
    for number, task, data, _ in _data_tasks(alliance):
        if data.abroad and data.important and data.route not in (None, TransferRoute.ASSESSMENT):
            yield Finding(
                f"任务分工[{number}].数据.出境路径",
                f"{called(task)}向境外提供重要数据，路径为“{data.route}”，应为“{TransferRoute.ASSESSMENT}”",
                "请办理安全评估，或不向境外提供重要数据",
            )


@rule(
    "C-DAT-42",
    "境外机构参加数据任务而没有填出境",
    severity=Severity.WARNING,
    basis=("PIPL 38,39", "NDR 37"),
    sure=Sureness.JUDGEMENT,
)
def shared_with_a_foreign_entity(alliance: Alliance) -> Iterator[Finding]:
    """参加单位里有境外机构，任务又处理个人信息或重要数据，让它接触就可能是向境外提供。
    “出境”填了否或没有填的，请核对：确实提供的改填是并办理手续，不提供的写明隔离办法。"""
    for number, task, data, members in _data_tasks(alliance):
        foreign = _abroad(members)
        if foreign and not data.abroad:
            yield Finding(
                f"任务分工[{number}].数据.出境",
                f"{called(task)}处理{_what(data)}，参加单位“{named(foreign)}”是境外机构，“出境”却没有填 是",
                "请核对是否向其提供数据；提供的改为 是 并办理手续",
            )


@rule("C-DAT-04", "与外方利用人类遗传资源而没有批准", basis=("HGR 22",))
def genetic_resources_without_approval(alliance: Alliance) -> Iterator[Finding]:
    """与外方单位合作利用我国人类遗传资源做研究，要经批准；为药品上市做临床试验的要备案。
    外方包括境外机构，也包括境外组织、个人设立或实际控制的机构；外商投资企业是否属于后者要看控制关系，只作警告。
    请取得批准或办理备案，并填写编号。"""
    for number, task, members in teams(alliance):
        foreign = _foreign(members)
        if task.genetic and foreign and not task.genetic_approval:
            yield Finding(
                f"任务分工[{number}].人类遗传资源批准",
                f"{called(task)}利用人类遗传资源，“{named(foreign)}”有境外因素，没有批准或备案编号",
                "请取得批准或办理备案，并填写编号",
                milder=_unless_abroad(members),
            )


@rule("C-DAT-43", "与外方利用人类遗传资源的专利不是共有", basis=("HGR 24",))
def genetic_results_not_joint(alliance: Alliance) -> Iterator[Finding]:
    """与外方合作利用我国人类遗传资源产生的成果申请专利的，应由合作双方共同申请，专利权归双方共有。
    这项任务的共同成果归属不是共有，请改为等额共有或按贡献共有。"""
    joint = (JointOwnership.EQUAL, JointOwnership.BY_CONTRIBUTION, None)
    for number, task, members in teams(alliance):
        if task.genetic and _foreign(members) and joint_rule(alliance, task) not in joint:
            yield Finding(
                f"任务分工[{number}].共同成果归属",
                f"{called(task)}与外方利用人类遗传资源，共同成果归属为“{joint_rule(alliance, task)}”，专利应当共有",
                "请改为 等额共有 或 按贡献共有",
                milder=_unless_abroad(members),
            )


RULES = (
    fixed_term_for_secrets,
    no_secrecy,
    no_export_licence,
    screen_the_foreign_entity,
    no_data_agreement,
    no_route_abroad,
    important_data_without_assessment,
    shared_with_a_foreign_entity,
    genetic_resources_without_approval,
    genetic_results_not_joint,
)
