using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>A machine that starts and an operation on one of its volumes are not done at the same time.</summary>
public sealed class VolumeClaimsTests
{
    private static readonly StoragePool Images = Pool("images", "/srv/images"), Twin = Pool("twin", "/srv/./images");
    private static readonly StorageVolume Base = new("base.qcow2", "/srv/images/base.qcow2", "qcow2", 1 << 20, 1 << 20);
    private static readonly StorageVolume Top = Base with { Name = "web.qcow2", Path = "/srv/images/web.qcow2", BackingPath = Base.Path };

    private static readonly string ByPath = Disk("type='file'", "file='/srv/images/web.qcow2'");
    private static readonly string ByPool = Disk("type='volume'", "pool='images' volume='web.qcow2'");

    public static TheoryData<string, ObjectId> Used => new()
    {
        { ByPath, In(Images, Top.Name) },
        { ByPool, In(Images, Top.Name) },
        { ByPath, In(Images, Base.Name) },
        { ByPool, In(Images, Base.Name) },
        // libvirt knows the file by another pool, too.
        { ByPath, In(Twin, Top.Name) },
        { ByPool, In(Twin, Base.Name) },
        { ByPath, Images.Id },
        // A copy that is being made is not listed yet.
        { Disk("type='file'", "file='/srv/images/new.qcow2'"), In(Images, "new.qcow2") },
        { Disk("type='volume'", "pool='images' volume='new.qcow2'"), In(Images, "new.qcow2") },
    };

    [Theory]
    [MemberData(nameof(Used))]
    public async Task VolumeThatIsWorkedOn_HoldsUpItsMachine(string definition, ObjectId volume)
    {
        await using var rig = Rig(definition);
        var held = new TaskCompletionSource();
        Assert.NotNull((await rig.StartAsync(FakeOperation.Of("its volume") with { On = volume, Body = held.Task.WaitAsync })).TaskId);

        foreach (var operation in new Operation[] { Start(), new ResumeMachine { Machine = TestMachines.Web.Id, Target = "web-01", Uri = "" } })
            Assert.Equal(("its volume is already being faked.", RefusalReason.Conflict), await RefusalAsync(rig, operation));
        held.SetResult();
    }

    /// <summary>Forms offer nothing that a task has to itself; what it shares can be used.</summary>
    [Fact]
    public async Task VolumeThatIsWorkedOn_IsNamed_WithHowFarItIs()
    {
        await using var rig = Rig(ByPath);
        var (begun, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        await rig.StartAsync(FakeOperation.Of("its volume") with
        {
            On = In(Images, Base.Name),
            Steps = context =>
            {
                context.Report(0.099, null);
                begun.SetResult();
                return held.Task;
            },
        });
        await begun.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Contains(new VolumeInWork(In(Images, Base.Name), "faked", 9), rig.Runner.VolumesInWork("local"));
        Assert.Empty(rig.Runner.VolumesInWork("other"));

        held.SetResult();
        await rig.IdleAsync();
        Assert.Empty(rig.Runner.VolumesInWork("local"));
    }

    [Theory]
    [MemberData(nameof(Used))]
    public async Task MachineThatStarts_HoldsUpItsVolume(string definition, ObjectId volume)
    {
        await using var rig = Rig(definition);
        var held = new TaskCompletionSource();
        Assert.NotNull((await rig.StartAsync(FakeOperation.Of("web-01") with { ClaimsOf = Start(), Body = held.Task.WaitAsync })).TaskId);

        Assert.Equal(("web-01 is already being faked.", RefusalReason.Conflict), await RefusalAsync(rig, FakeOperation.Of("its volume") with { On = volume }));
        held.SetResult();
    }

    [Fact]
    public async Task OtherNameOfAVolume_IsTheSameVolume()
    {
        await using var rig = Rig(ByPath);
        var held = new TaskCompletionSource();
        Assert.NotNull((await rig.StartAsync(FakeOperation.Of("a") with { On = In(Images, Top.Name), Body = held.Task.WaitAsync })).TaskId);

        Assert.Equal(RefusalReason.Conflict, (await RefusalAsync(rig, FakeOperation.Of("b") with { On = In(Twin, Top.Name) })).Item2);
        Assert.NotNull((await rig.StartAsync(FakeOperation.Of("c") with { On = In(Images, Base.Name) })).TaskId);
        held.SetResult();
    }

    [Fact]
    public async Task MachinesThatStartFromOneImage_DoNotWaitForEachOther()
    {
        await using var rig = Rig(ByPath);
        var other = TestMachines.Named("web-02", MachineState.ShutOff) with { Xml = ByPath };
        rig.Inventory.Update(snapshot => snapshot with { Machines = snapshot.Machines.SetItem(other.Id, other) });
        var held = new TaskCompletionSource();
        Assert.NotNull((await rig.StartAsync(FakeOperation.Of("web-01") with { ClaimsOf = Start(), Body = held.Task.WaitAsync })).TaskId);

        Assert.NotNull((await rig.StartAsync(FakeOperation.Of("web-02") with { ClaimsOf = Start() with { Machine = other.Id } })).TaskId);
        Assert.NotNull((await rig.StartAsync(FakeOperation.Of("other.img") with { On = In(Images, "other.img") })).TaskId);
        held.SetResult();
    }

    private static StartMachine Start() => new() { Machine = TestMachines.Web.Id, Target = "web-01", Uri = "" };

    private static ObjectId In(StoragePool pool, string name) => ObjectId.Volume(pool.Host, pool.Uuid, name);

    private static StoragePool Pool(string name, string path) =>
        new("local", Guid.NewGuid(), name, "running", true, true, 1, 1, 1, $"<pool type='dir'><name>{name}</name><target><path>{path}</path></target></pool>");

    private static string Disk(string type, string source) => $"<domain><devices><disk {type} device='disk'><source {source}/><target dev='vda'/></disk></devices></domain>";

    private static async Task<(string?, RefusalReason?)> RefusalAsync(OperationsRig rig, Operation operation)
    {
        var result = await rig.StartAsync(operation);
        return (result.Refusal, result.Reason);
    }

    private static OperationsRig Rig(string definition)
    {
        var rig = new OperationsRig();
        rig.Inventory.Update(snapshot => snapshot with
        {
            Machines = snapshot.Machines.SetItem(TestMachines.Web.Id, TestMachines.Web with { Xml = definition }),
            StoragePools = snapshot.StoragePools.Add((Images.Host, Images.Uuid), Images).Add((Twin.Host, Twin.Uuid), Twin),
            Volumes = snapshot.Volumes.Add((Images.Host, Images.Uuid), new PoolVolumes(Top, Base)).Add((Twin.Host, Twin.Uuid), new PoolVolumes(Top, Base)),
        });
        return rig;
    }
}
