using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Libvirt.Native;

namespace Libvirt;

/// <summary>
/// Tells handlers that a connection broke. libvirt accepts one callback per connection, so this one calls all handlers.
/// </summary>
internal sealed unsafe class CloseWatch(ConnectionHandle connection) : IDisposable
{
    // libvirt holds a lock of its own while it calls us and while we register, so ours is never held across its calls.
    private readonly Lock _gate = new();
    private readonly List<Notice> _notices = [];
    private ConnectionCloseReason? _reason;
    private nint _opaque;
    private bool _disposed;

    internal IDisposable Add(Action<ConnectionCloseReason> handler)
    {
        var notice = new Notice(this, handler);
        nint opaque = 0;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(LibvirtConnection));
            _notices.Add(notice);
            if (_reason is { } reason)
                notice.Post(reason);
            else if (_opaque == 0)
                opaque = _opaque = CallbackTarget.Hold(this);
        }
        if (opaque != 0)
            Register(opaque);
        return notice;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            _notices.Clear();
        }
        if (_opaque == 0)
            return;
        _ = NativeMethods.virConnectUnregisterCloseCallback(connection, &OnClose);
        CallbackTarget.GiveUp(_opaque);
    }

    private void Register(nint opaque)
    {
        // It fails only on a broken connection, and libvirt does not report a connection that was already broken.
        var result = NativeMethods.virConnectRegisterCloseCallback(connection, &OnClose, opaque, freecb: 0);
        if (result < 0 || NativeMethods.virConnectIsAlive(connection) == 0)
            Closed(ConnectionCloseReason.Error);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnClose(nint conn, int reason, nint opaque)
    {
        try
        {
            CallbackTarget.Find<CloseWatch>(opaque)?.Closed((ConnectionCloseReason)reason);
        }
        catch (Exception)
        {
            // An exception that left this method would end the process.
        }
    }

    private void Closed(ConnectionCloseReason reason)
    {
        lock (_gate)
        {
            if (_reason is not null)
                return;
            _reason = reason;
            foreach (var notice in _notices)
                notice.Post(reason);
        }
    }

    private sealed class Notice(CloseWatch watch, Action<ConnectionCloseReason> handler) : IDisposable
    {
        // Not on the loop's thread, where libvirt holds a lock: a handler may call libvirt.
        public void Post(ConnectionCloseReason reason) => ThreadPool.QueueUserWorkItem(handler, reason, preferLocal: false);

        public void Dispose()
        {
            lock (watch._gate)
                watch._notices.Remove(this);
        }
    }
}
