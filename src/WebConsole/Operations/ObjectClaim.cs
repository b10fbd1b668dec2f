using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>An object that an operation claims while it waits or runs.</summary>
/// <param name="Id">The object, with its children.</param>
/// <param name="IsShared">Whether operations that claim it shared too may run at the same time: machines that start from one image.</param>
public readonly record struct ObjectClaim(ObjectId Id, bool IsShared = false)
{
    public bool ConflictsWith(ObjectClaim other) => !(IsShared && other.IsShared) && (Id.Covers(other.Id) || other.Id.Covers(Id));
}
