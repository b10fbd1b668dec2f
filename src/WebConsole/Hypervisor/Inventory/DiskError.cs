namespace WebConsole.Hypervisor.Inventory;

/// <summary>A disk whose error has stopped its machine.</summary>
/// <param name="Disk">Its name in the machine: <c>vda</c>.</param>
/// <param name="NoSpace">Whether its storage has no space left; otherwise reading or writing failed.</param>
public sealed record DiskError(string Disk, bool NoSpace)
{
    /// <summary>The stable token of the API.</summary>
    public string Token => NoSpace ? "no-space" : "io-error";
}
