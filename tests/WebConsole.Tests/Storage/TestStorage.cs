using WebConsole.Features.Storage.Commands;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;

namespace WebConsole.Tests.Storage;

/// <summary>A pool of one volume, and what may be done to them.</summary>
internal static class TestStorage
{
    public static readonly StoragePool Pool = new("local", Guid.Parse("5b1d6d5e-5b2c-4f5e-9d0e-2f6b0a1d9a55"), "images", "running", true, true, 100 << 20, 10 << 20, 90 << 20,
        "<pool type='dir'><name>images</name><target><path>/srv/images</path></target></pool>");

    public static readonly StorageVolume Disk = new("web.img", "/srv/images/web.img", "raw", 1 << 20, 1 << 20);

    public static StoragePool PoolNamed(string name) => Pool with { Uuid = Guid.NewGuid(), Name = name, Xml = $"<pool type='dir'><name>{name}</name><target><path>/srv/{name}</path></target></pool>" };

    public static Operation Resize(NewSize size) => ResizeVolume.AsAction.Create(new PoolVolume(Pool, Disk), TestMachines.Host("local"), size);

    public static async Task<OperationResult> StartAsync(Operation operation)
    {
        await using var rig = Rig();
        return await rig.StartAsync(operation, TestUsers.With(Role.Administrator));
    }

    public static async Task<(RefusalReason?, string?)> RefusalAsync(Operation operation, Machine machine)
    {
        await using var rig = Rig();
        rig.Inventory.Update(snapshot => snapshot with { Machines = snapshot.Machines.SetItem(machine.Id, machine) });
        var result = await rig.StartAsync(operation, TestUsers.With(Role.Administrator));
        return (result.Reason, result.Refusal);
    }

    public static OperationsRig Rig()
    {
        var rig = new OperationsRig();
        rig.Inventory.Update(snapshot => snapshot with
        {
            StoragePools = snapshot.StoragePools.Add((Pool.Host, Pool.Uuid), Pool),
            Volumes = snapshot.Volumes.Add((Pool.Host, Pool.Uuid), new PoolVolumes(Disk)),
        });
        return rig;
    }
}
