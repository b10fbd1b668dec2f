using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Libvirt.Native;

namespace Libvirt;

/// <summary>
/// Waits for a non-blocking stream on the event loop: the stream is watched only while somebody waits, because libvirt
/// tells the same news again until it is taken.
/// </summary>
internal sealed unsafe class StreamReadiness(StreamHandle stream) : IDisposable
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _reader;
    private TaskCompletionSource? _writer;
    private nint _opaque;
    private bool _registered;
    private Exception? _over;

    /// <summary>Ends when the stream can be read or written, or broke.</summary>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    /// <exception cref="LibvirtException">Its connection broke.</exception>
    internal Task WaitAsync(StreamEvents what, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_over is not null)
                return Task.FromException(_over);
            ref var waiter = ref what == StreamEvents.Readable ? ref _reader : ref _writer;
            waiter ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var task = waiter.Task;
            Watch();
            return task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The connection broke: nothing more will come.</summary>
    internal void Break() =>
        End(new LibvirtException(LibvirtErrorCode.InvalidStream, LibvirtErrorDomain.Streams, "the connection was closed"));

    public void Dispose()
    {
        End(new ObjectDisposedException(nameof(LibvirtStream)));
        lock (_gate)
        {
            if (_registered)
                _ = NativeMethods.virStreamEventRemoveCallback(stream);
            _registered = false;
            CallbackTarget.GiveUp(_opaque);
        }
    }

    private void End(Exception reason)
    {
        lock (_gate)
        {
            _over ??= reason;
            _reader?.SetException(reason);
            _writer?.SetException(reason);
            _reader = _writer = null;
        }
    }

    private static void Complete(ref TaskCompletionSource? waiter)
    {
        waiter?.SetResult();
        waiter = null;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnReady(nint stream, int events, nint opaque)
    {
        try
        {
            CallbackTarget.Find<StreamReadiness>(opaque)?.Ready((StreamEvents)events);
        }
        catch (Exception)
        {
            // An exception that left this method would end the process.
        }
    }

    // Runs on the loop's thread. libvirt holds no lock here, and our lock is never held while waiting.
    private void Ready(StreamEvents events)
    {
        lock (_gate)
        {
            if (_over is not null)
                return;
            var broken = (events & (StreamEvents.Error | StreamEvents.HangUp)) != 0;
            if (broken || events.HasFlag(StreamEvents.Readable))
                Complete(ref _reader);
            if (broken || events.HasFlag(StreamEvents.Writable))
                Complete(ref _writer);
            Watch();
        }
    }

    /// <summary>Updates the events that libvirt watches.</summary>
    private void Watch()
    {
        var wanted = (_reader is null ? StreamEvents.None : StreamEvents.Readable)
            | (_writer is null ? StreamEvents.None : StreamEvents.Writable);
        if (wanted != StreamEvents.None)
            wanted |= StreamEvents.Error | StreamEvents.HangUp;
        if (_registered)
            NativeCheck.NotNegative(() => NativeMethods.virStreamEventUpdateCallback(stream, (int)wanted));
        else
            Register(wanted);
    }

    private void Register(StreamEvents wanted)
    {
        if (_opaque == 0)
            _opaque = CallbackTarget.Hold(this);
        NativeCheck.NotNegative(() => NativeMethods.virStreamEventAddCallback(stream, (int)wanted, &OnReady, _opaque, ff: 0));
        _registered = true;
    }
}
