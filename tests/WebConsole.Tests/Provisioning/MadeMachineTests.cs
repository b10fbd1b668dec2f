using Libvirt;
using WebConsole.Features.Provisioning.Commands;
using Xunit;

namespace WebConsole.Tests.Provisioning;

public sealed class MadeMachineTests
{
    /// <summary>A host may offer KVM, and not have it: a machine that is a host itself.</summary>
    [Theory]
    [InlineData("internal error: process exited while connecting to monitor: error: failed to set MSR 0x10a to 0x0\nqemu-system-x86_64: ../target/i386/kvm/kvm.c:2893: kvm_buf_set_msrs: Assertion `ret == cpu->kvm_msr_buf->nmsrs' failed.", true)]
    [InlineData("Could not access KVM kernel module: Permission denied", true)]
    [InlineData("/usr/libexec/qemu-kvm: could not open disk image", false)]
    [InlineData("Cannot access storage file", false)]
    public void StartThatFailsForKvm_IsAdvisedToEmulate(string error, bool emulates)
    {
        var advice = MadeMachine.AdviceFor(new LibvirtException(LibvirtErrorCode.InternalError, LibvirtErrorDomain.Qemu, error), "web-01", MadeMachine.AdviceForStart("web-01"));

        Assert.Equal(emulates, advice!.Contains("Emulate the processor", StringComparison.Ordinal));
        Assert.StartsWith("web-01 was made and stays", advice, StringComparison.Ordinal);
    }
}
