using System.Collections.Frozen;

namespace WebConsole.CloudInit.Yaml;

/// <summary>The keys that cloud-config has at its top, of all modules up to cloud-init 25. Images may bring more.</summary>
/// <seealso href="https://cloudinit.readthedocs.io/en/latest/reference/modules.html"/>
internal static class CloudConfigKeys
{
    public static FrozenSet<string> All { get; } = FrozenSet.ToFrozenSet(
    [
        // The machine, its names and hosts.
        "hostname", "fqdn", "prefer_fqdn_over_hostname", "create_hostname_file", "preserve_hostname", "manage_etc_hosts", "timezone", "locale", "locale_configfile", "keyboard",
        // Users and how they sign in.
        "user", "users", "groups", "password", "chpasswd", "ssh_pwauth", "disable_root", "disable_root_opts", "allow_public_ssh_keys", "authkey_hash",
        "ssh_authorized_keys", "ssh_import_id", "ssh", "ssh_keys", "ssh_deletekeys", "ssh_genkeytypes", "ssh_publish_hostkeys", "ssh_quiet_keygen",
        "ssh_fp_console_blacklist", "ssh_key_console_blacklist", "no_ssh_fingerprints", "system_info",
        // Packages and their sources.
        "packages", "package_update", "package_upgrade", "package_reboot_if_required", "apt_update", "apt_upgrade", "apt_reboot_if_required", "apt", "apt_pipelining",
        "apk_repos", "yum_repos", "yum_repo_dir", "zypper", "snap", "flatpak", "rh_subscription", "ubuntu_pro", "ubuntu_advantage", "ubuntu_autoinstall", "autoinstall", "spacewalk", "drivers",
        // Files, commands, certificates.
        "write_files", "bootcmd", "runcmd", "scripts", "ca_certs", "ca-certs", "random_seed", "merge_how", "merge_type",
        // Disks.
        "disk_setup", "fs_setup", "device_aliases", "mounts", "mount_default_fields", "swap", "growpart", "resize_rootfs", "zfs", "grub_dpkg", "grub-dpkg",
        // Network and time.
        "manage_resolv_conf", "resolv_conf", "ntp", "wireguard", "fan", "disable_ec2_metadata", "updates",
        // Services of others.
        "ansible", "chef", "puppet", "salt_minion", "mcollective", "landscape", "lxd", "rsyslog", "phone_home", "reporting", "byobu_by_default", "raspberry_pi", "rpi",
        // cloud-init itself, and its end.
        "cloud_init_modules", "cloud_config_modules", "cloud_final_modules", "datasource", "datasource_list", "output", "logcfg", "log_cfgs", "syslog_fix_perms", "def_log_file",
        "vendor_data", "vendor_data2", "migrate", "no_user_data", "allow_userdata", "unverified_modules", "version", "launch-index", "final_message", "power_state",
    ]);
}
