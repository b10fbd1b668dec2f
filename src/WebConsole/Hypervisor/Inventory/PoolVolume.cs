namespace WebConsole.Hypervisor.Inventory;

/// <summary>A volume with the pool that it lies in.</summary>
public sealed record PoolVolume(StoragePool Pool, StorageVolume Volume) : ISubjectType
{
    static ObjectKind ISubjectType.Kind => ObjectKind.Volume;

    public ObjectId Id => ObjectId.Volume(Pool.Host, Pool.Uuid, Volume.Name);

    public string Name => Volume.Name;

    string? ISubject.StateWord => null;
}
