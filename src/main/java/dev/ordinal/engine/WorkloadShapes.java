package dev.ordinal.engine;

/**
 * The types of what every object has and of workloads, but for their pods. {@link ShapeTable} explains the notation.
 */
final class WorkloadShapes {

    static final String TABLE = """
            Object
              text         apiVersion kind
              ObjectMeta   metadata
              any          status

            ObjectMeta
              text              name generateName namespace selfLink uid resourceVersion creationTimestamp deletionTimestamp clusterName
              long              generation deletionGracePeriodSeconds
              {text}            labels annotations
              [OwnerReference]  ownerReferences
              [text]            finalizers
              any               managedFields initializers

            OwnerReference
              text         apiVersion kind name uid
              boolean      controller blockOwnerDeletion

            LabelSelector
              {text}                 matchLabels
              [SelectorRequirement]  matchExpressions

            SelectorRequirement
              text         key operator
              [text]       values

            Namespace: core
              NamespaceSpec  spec

            NamespaceSpec
              [text]       finalizers

            # Workloads

            Pod: core
              PodSpec      spec

            StatefulSet: apps
              StatefulSetSpec  spec

            StatefulSetSpec
              integer                  replicas revisionHistoryLimit minReadySeconds
              LabelSelector            selector
              PodTemplate              template
              [PersistentVolumeClaim]  volumeClaimTemplates
              text                     serviceName podManagementPolicy
              StatefulSetStrategy      updateStrategy
              ClaimRetention           persistentVolumeClaimRetentionPolicy
              StatefulSetOrdinals      ordinals

            StatefulSetStrategy
              text              type
              StatefulSetRolls  rollingUpdate

            StatefulSetRolls
              integer          partition
              integer-or-text  maxUnavailable

            ClaimRetention
              text         whenDeleted whenScaled

            StatefulSetOrdinals
              integer      start

            Deployment: apps extensions
              DeploymentSpec  spec

            DeploymentSpec
              integer             replicas revisionHistoryLimit minReadySeconds progressDeadlineSeconds
              LabelSelector       selector
              PodTemplate         template
              DeploymentStrategy  strategy
              boolean             paused
              RollbackTo          rollbackTo

            DeploymentStrategy
              text         type
              Rolls        rollingUpdate

            Rolls
              integer-or-text  maxUnavailable maxSurge

            RollbackTo
              long         revision

            DaemonSet: apps extensions
              DaemonSetSpec  spec

            DaemonSetSpec
              integer             revisionHistoryLimit minReadySeconds
              long                templateGeneration
              LabelSelector       selector
              PodTemplate         template
              DeploymentStrategy  updateStrategy

            ReplicaSet: apps extensions
              ReplicaSetSpec  spec

            ReplicaSetSpec
              integer        replicas minReadySeconds
              LabelSelector  selector
              PodTemplate    template

            ReplicationController: core
              ReplicationControllerSpec  spec

            ReplicationControllerSpec
              integer      replicas minReadySeconds
              {text}       selector
              PodTemplate  template

            Job: batch
              JobSpec      spec

            JobSpec
              integer        parallelism completions backoffLimit backoffLimitPerIndex maxFailedIndexes ttlSecondsAfterFinished
              long           activeDeadlineSeconds
              boolean        manualSelector suspend
              text           completionMode podReplacementPolicy managedBy
              LabelSelector  selector
              PodTemplate    template
              any            podFailurePolicy successPolicy scheduling

            CronJob: batch
              CronJobSpec  spec

            CronJobSpec
              text         schedule timeZone concurrencyPolicy
              long         startingDeadlineSeconds
              boolean      suspend
              integer      successfulJobsHistoryLimit failedJobsHistoryLimit
              JobTemplate  jobTemplate

            JobTemplate
              ObjectMeta   metadata
              JobSpec      spec
            """;

    private WorkloadShapes() {}
}
