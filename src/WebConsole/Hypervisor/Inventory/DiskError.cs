namespace WebConsole.Hypervisor.Inventory;

/// <summary>A disk on which its machine stands still.</summary>
/// <param name="Disk">Its name in the machine: <c>vda</c>.</param>
/// <param name="NoSpace">Whether there is no space left where it is kept; else reading or writing failed.</param>
public sealed record DiskError(string Disk, bool NoSpace)
{
    /// <summary>The stable word of the API.</summary>
    public string Token => NoSpace ? "no-space" : "io-error";
}
