using System.Threading.Channels;
using Libvirt.Native;
using Xunit;

namespace Libvirt.Tests;

/// <summary>Calls the callbacks as libvirt's C code does, for events that no driver can produce on demand.</summary>
public sealed unsafe class DomainCallbacksTests(LeakCheck leaks) : IClassFixture<LeakCheck>, IDisposable
{
    private readonly Channel<LibvirtEvent> _channel = Channel.CreateUnbounded<LibvirtEvent>();
    private readonly TestHost _host = TestHost.With("<b>alpha");

    public LeakCheck Leaks { get; } = leaks;

    public static TheoryData<DomainChange> Changes => [.. Enum.GetValues<DomainChange>()];

    [Theory]
    [MemberData(nameof(Changes))]
    public void EachChange_IsHandedOn(DomainChange change)
    {
        var changed = Assert.IsType<DomainChangedEvent>(Raise(change));

        Assert.Equal((TestHost.Uuid(0), change), (changed.Uuid, changed.What));
        Assert.True(changed.Subject is null or "subject", changed.Subject);
        Assert.True(changed.Detail is 0 or 42, "a detail that was not given");
    }

    [Theory]
    [InlineData(DomainChange.DeviceAdded, 0)]
    [InlineData(DomainChange.DeviceRemoved, 0)]
    [InlineData(DomainChange.TrayChange, 42)]
    [InlineData(DomainChange.MetadataChange, 42)]
    [InlineData(DomainChange.BlockJob, 42)]
    [InlineData(DomainChange.BlockThreshold, 42)]
    [InlineData(DomainChange.IoError, 42)]
    [InlineData(DomainChange.DiskChange, 42)]
    public void ChangeOfAPart_NamesIt(DomainChange change, long detail)
    {
        var changed = (DomainChangedEvent)Raise(change);

        Assert.Equal(("subject", detail), (changed.Subject, changed.Detail));
    }

    [Fact]
    public void UnknownLifecycleEvent_KeepsItsNumber()
    {
        var lifecycle = (DomainLifecycleEvent)Deliver(default, (domain, opaque) =>
            ((delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, int>)DomainCallbacks.Lifecycle)(0, domain, 4711, 7, opaque));

        Assert.Equal(((DomainLifecycleEventKind)4711, 7), (lifecycle.Event, lifecycle.Detail));
    }

    [Fact]
    public void CallForARegistrationThatWasGivenBack_DoesNothing()
    {
        ((delegate* unmanaged[Cdecl]<nint, nint, nint, void>)DomainCallbacks.For(DomainChange.Reboot))(0, 0, 4711);

        Assert.False(_channel.Reader.TryRead(out _));
    }

    [Fact]
    public void ExceptionInTheWriter_StaysInside()
    {
        using var subscription = _host.Connection.SubscribeEvents(new ThrowingWriter(), EventTopics.None);
        using var domain = _host.Connection.LookupDomain(TestHost.Uuid(0));
        var opaque = CallbackTarget.Hold(new EventTarget(subscription, DomainChange.Reboot));

        ((delegate* unmanaged[Cdecl]<nint, nint, nint, void>)DomainCallbacks.For(DomainChange.Reboot))(0, domain.Handle.DangerousGetHandle(), opaque);

        Assert.Equal(1, subscription.Dropped);
        CallbackTarget.GiveUp(opaque);
    }

    public void Dispose() => _host.Dispose();

    private LibvirtEvent Raise(DomainChange change)
    {
        var callback = DomainCallbacks.For(change);
        fixed (byte* subject = "subject\0"u8)
        {
            var text = (nint)subject;
            return Deliver(change, (dom, opaque) => Call(change, callback, dom, (byte*)text, opaque));
        }
    }

    // The signatures of libvirt-domain.h; each number is the value that is passed on, or 0.
    private static void Call(DomainChange change, void* callback, nint dom, byte* text, nint opaque)
    {
        switch (change)
        {
            case DomainChange.Reboot or DomainChange.ControlError:
                ((delegate* unmanaged[Cdecl]<nint, nint, nint, void>)callback)(0, dom, opaque);
                break;
            case DomainChange.Watchdog or DomainChange.WakeUp or DomainChange.Sleep or DomainChange.Hibernate or DomainChange.MigrationIteration:
                ((delegate* unmanaged[Cdecl]<nint, nint, int, nint, void>)callback)(0, dom, 42, opaque);
                break;
            case DomainChange.RtcChange or DomainChange.BalloonChange:
                ((delegate* unmanaged[Cdecl]<nint, nint, long, nint, void>)callback)(0, dom, 42, opaque);
                break;
            case DomainChange.DeviceAdded or DomainChange.DeviceRemoved or DomainChange.DeviceRemovalFailed:
                ((delegate* unmanaged[Cdecl]<nint, nint, byte*, nint, void>)callback)(0, dom, text, opaque);
                break;
            case DomainChange.TrayChange:
                ((delegate* unmanaged[Cdecl]<nint, nint, byte*, int, nint, void>)callback)(0, dom, text, 42, opaque);
                break;
            case DomainChange.MetadataChange:
                ((delegate* unmanaged[Cdecl]<nint, nint, int, byte*, nint, void>)callback)(0, dom, 42, text, opaque);
                break;
            case DomainChange.BlockJob:
                ((delegate* unmanaged[Cdecl]<nint, nint, byte*, int, int, nint, void>)callback)(0, dom, text, 1, 42, opaque);
                break;
            case DomainChange.AgentLifecycle:
                ((delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void>)callback)(0, dom, 42, 1, opaque);
                break;
            case DomainChange.Tunable or DomainChange.JobCompleted:
                ((delegate* unmanaged[Cdecl]<nint, nint, NativeTypedParameter*, int, nint, void>)callback)(0, dom, null, 0, opaque);
                break;
            case DomainChange.IoError:
                ((delegate* unmanaged[Cdecl]<nint, nint, byte*, byte*, int, byte*, nint, void>)callback)(0, dom, null, text, 42, null, opaque);
                break;
            case DomainChange.DiskChange:
                ((delegate* unmanaged[Cdecl]<nint, nint, byte*, byte*, byte*, int, nint, void>)callback)(0, dom, null, null, text, 42, opaque);
                break;
            case DomainChange.Graphics:
                ((delegate* unmanaged[Cdecl]<nint, nint, int, nint, nint, byte*, nint, nint, void>)callback)(0, dom, 42, 0, 0, null, 0, opaque);
                break;
            case DomainChange.BlockThreshold:
                ((delegate* unmanaged[Cdecl]<nint, nint, byte*, byte*, ulong, ulong, nint, void>)callback)(0, dom, text, null, 42, 1, opaque);
                break;
            case DomainChange.MemoryFailure:
                ((delegate* unmanaged[Cdecl]<nint, nint, int, int, uint, nint, void>)callback)(0, dom, 1, 42, 2, opaque);
                break;
            case DomainChange.MemoryDeviceSizeChange:
                ((delegate* unmanaged[Cdecl]<nint, nint, byte*, ulong, nint, void>)callback)(0, dom, text, 42, opaque);
                break;
            default:
                Assert.Fail($"This test does not know the signature of {change}.");
                break;
        }
    }

    private LibvirtEvent Deliver(DomainChange change, Action<nint, nint> call)
    {
        using var subscription = _host.Connection.SubscribeEvents(_channel.Writer, EventTopics.None);
        using var domain = _host.Connection.LookupDomain(TestHost.Uuid(0));
        var opaque = CallbackTarget.Hold(new EventTarget(subscription, change));
        try
        {
            call(domain.Handle.DangerousGetHandle(), opaque);
        }
        finally
        {
            CallbackTarget.GiveUp(opaque);
        }
        Assert.True(_channel.Reader.TryRead(out var happened));
        return happened;
    }

    private sealed class ThrowingWriter : ChannelWriter<LibvirtEvent>
    {
        public override bool TryWrite(LibvirtEvent item) => throw new InvalidOperationException();

        public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) => new(true);
    }
}
