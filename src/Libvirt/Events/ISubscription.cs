namespace Libvirt;

/// <summary>What a connection has to end before it can close.</summary>
internal interface ISubscription : IDisposable
{
    public bool IsEnded { get; }
}
