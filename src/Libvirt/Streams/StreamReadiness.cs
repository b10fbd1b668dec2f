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
    private bool _disposed;

    /// <summary>Ends when the stream can be read or written, or broke.</summary>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    internal Task WaitAsync(StreamEvents what, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(LibvirtStream));
            ref var waiter = ref what == StreamEvents.Readable ? ref _reader : ref _writer;
            waiter ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var task = waiter.Task;
            Watch();
            return task.WaitAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            if (_registered)
                _ = NativeMethods.virStreamEventRemoveCallback(stream);
            CallbackTarget.GiveUp(_opaque);
            var disposed = new ObjectDisposedException(nameof(LibvirtStream));
            _reader?.SetException(disposed);
            _writer?.SetException(disposed);
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
            // It has nowhere to go: leaving this method, it would end the process.
        }
    }

    // On the loop's thread. libvirt holds none of its locks here, and ours is never held while anything waits.
    private void Ready(StreamEvents events)
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            var broken = (events & (StreamEvents.Error | StreamEvents.HangUp)) != 0;
            if (broken || events.HasFlag(StreamEvents.Readable))
                Complete(ref _reader);
            if (broken || events.HasFlag(StreamEvents.Writable))
                Complete(ref _writer);
            Watch();
        }
    }

    /// <summary>Tells libvirt what is waited for now.</summary>
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
