using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Libvirt.Native;

namespace Libvirt;

/// <summary>Tells one handler that a connection broke.</summary>
internal sealed unsafe class CloseNotice : ISubscription
{
    private readonly ConnectionHandle _connection;
    private readonly Action<ConnectionCloseReason> _handler;
    private readonly nint _opaque;
    private int _ended;

    internal CloseNotice(ConnectionHandle connection, Action<ConnectionCloseReason> handler)
    {
        _connection = connection;
        _handler = handler;
        _opaque = CallbackTarget.Hold(this);
        try
        {
            NativeCheck.NotNegative(() => NativeMethods.virConnectRegisterCloseCallback(connection, &OnClose, _opaque, freecb: 0));
        }
        catch
        {
            CallbackTarget.GiveUp(_opaque);
            throw;
        }
    }

    public bool IsEnded => Volatile.Read(ref _ended) != 0;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        _ = NativeMethods.virConnectUnregisterCloseCallback(_connection, &OnClose);
        CallbackTarget.GiveUp(_opaque);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnClose(nint conn, int reason, nint opaque)
    {
        try
        {
            CallbackTarget.Find<CloseNotice>(opaque)?._handler((ConnectionCloseReason)reason);
        }
        catch (Exception)
        {
            // It has nowhere to go: leaving this method, it would end the process.
        }
    }
}
