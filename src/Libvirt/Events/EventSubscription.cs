using System.Threading.Channels;
using Libvirt.Native;

namespace Libvirt;

/// <summary>
/// A host's events on their way to a channel, until it is disposed or its connection is.
/// </summary>
public sealed class EventSubscription : IDisposable
{
    private readonly ConnectionHandle _connection;
    private readonly ChannelWriter<LibvirtEvent> _writer;
    private readonly List<(EventRegistration Registration, int Id, nint Opaque)> _active = [];
    private readonly Lock _gate = new();
    private bool _ended;
    private long _dropped;

    internal EventSubscription(ConnectionHandle connection, ChannelWriter<LibvirtEvent> writer, EventTopics topics)
    {
        _connection = connection;
        _writer = writer;
        try
        {
            foreach (var registration in EventRegistration.All)
            {
                if (topics.HasFlag(registration.Topic))
                    Register(registration);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The topics that were asked for and that the host's driver does not have.</summary>
    public EventTopics Unsupported { get; private set; }

    /// <summary>How many events the channel did not take because it was full or completed. More than before: list anew.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    internal bool IsEnded => Volatile.Read(ref _ended);

    /// <summary>Ends the subscription. An event that is being delivered may still reach the channel.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var (registration, id, opaque) in _active)
            {
                _ = registration.Remove(_connection, id);
                CallbackTarget.GiveUp(opaque);
            }
            _active.Clear();
            Volatile.Write(ref _ended, true);
        }
    }

    /// <summary>Called on the loop's thread.</summary>
    internal void Deliver(LibvirtEvent happened)
    {
        if (!_writer.TryWrite(happened))
            CountDropped();
    }

    internal void CountDropped() => Interlocked.Increment(ref _dropped);

    private void Register(EventRegistration registration)
    {
        var opaque = CallbackTarget.Hold(new EventTarget(this, registration.Change));
        try
        {
            var id = NativeCheck.NotNegative(() => registration.Add(_connection, opaque));
            _active.Add((registration, id, opaque));
        }
        catch (LibvirtException)
        {
            CallbackTarget.GiveUp(opaque);
            // If the connection works, a refused topic means that this driver or this libvirt does not support it.
            if (NativeMethods.virConnectIsAlive(_connection) == 0)
                throw;
            Unsupported |= registration.Topic;
        }
    }
}
